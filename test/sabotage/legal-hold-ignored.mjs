export const fault = {
  promise: "What a legal hold keeps is not swept.",
  edits: [
    {
      file: "src/features/retention/sweep-retention.ts",
      find: "heldContactIds: of.held.contactIds,",
      put: "heldContactIds: [],",
    },
  ],
  red: [
    {
      tests: "test/features/retention/sweep.test.ts",
      named: "touches nothing that is held",
      says: "AssertionError",
    },
  ],
};
