export const fault = {
  promise: "The ledger is sealed in its order: a row that was changed is never sealed over.",
  edits: [
    {
      file: "src/core/chain/check-links.ts",
      find: "row.hash === hash ? null",
      put: "row.hash !== null ? null",
    },
  ],
  red: [
    {
      tests: "test/features/consent/chain.test.ts",
      named: "tells the row that was changed, in the database, in any column",
      says: "AssertionError",
    },
  ],
};
