export const fault = {
  promise: "A tag that is renamed or deleted is so for every contact that has it, however many.",
  edits: [
    {
      file: "src/features/contacts/retag.ts",
      find: "rows.length < SLICE ? null : (rows.at(-1)?.id ?? null)",
      put: "rows.length > SLICE ? (rows.at(-1)?.id ?? null) : null",
    },
  ],
  red: [
    {
      tests: "test/features/contacts/tags.test.ts",
      named: "are renamed wherever they are",
      says: "AssertionError",
    },
  ],
};
