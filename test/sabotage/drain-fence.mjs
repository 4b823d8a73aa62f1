export const fault = {
  promise: "A run of mail that was leased twice is applied once.",
  edits: [
    {
      file: "src/platform/commit.ts",
      find: "fence === undefined ? [] : [fenceGuard(ctx.db, fence)]",
      put: "[]",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/apply.test.ts",
      named: "of two drains that read at the same time one is applied, and both list the same",
      says: "AssertionError",
    },
  ],
};
