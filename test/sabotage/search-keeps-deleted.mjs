export const fault = {
  promise: "What was taken back is found by no search.",
  edits: [
    {
      file: "src/features/search/index-messages.ts",
      find: "entry === null && changed.has(row.id)",
      put: "entry === null && changed.has(row.id) && row.revokedAt === null",
    },
  ],
  red: [
    {
      tests: "test/features/search/search.test.ts",
      named: "finds a message as it was last edited, and nothing of what was taken back",
      says: "AssertionError",
    },
  ],
};
