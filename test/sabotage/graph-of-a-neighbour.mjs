export const fault = {
  promise: "A graph token sees its own number and account, and nothing of any other.",
  edits: [
    {
      file: "src/sandbox/authorize.ts",
      find: "return holder === undefined || holder === owner",
      put: "return holder === undefined || holder !== undefined",
    },
  ],
  red: [
    {
      tests: "test/features/sandbox/graph.test.ts",
      named: "shows a token its own number and account, and nothing of any other",
      says: "AssertionError",
    },
  ],
};
