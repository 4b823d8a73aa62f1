export const fault = {
  promise: "A page of contacts reads few rows, however many there are and whatever is asked.",
  edits: [
    {
      file: "src/features/contacts/queries-page.ts",
      find: "Math.floor((limit + SPARE - SELDOM) / each)",
      put: "Math.floor(1_000 / each)",
    },
  ],
  red: [
    {
      tests: "test/features/contacts/rows-read.test.ts",
      named: "a page reads three rows",
      says: "AssertionError",
    },
  ],
};
