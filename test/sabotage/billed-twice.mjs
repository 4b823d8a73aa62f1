export const fault = {
  promise:
    "A message counts as billed once, in whatever order Meta tells of it as delivered and as read.",
  edits: [
    {
      file: "src/features/analytics/billed-by.ts",
      find: "if (late.includes(event)) return !readBefore.has(id);",
      put: "if (late.includes(event)) return true;",
    },
  ],
  red: [
    {
      tests: "test/features/analytics/count-activity.test.ts",
      named: "billed once",
      says: "AssertionError",
    },
  ],
};
