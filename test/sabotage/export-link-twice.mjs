export const fault = {
  promise: "A link to an export is good for one download.",
  edits: [
    {
      file: "src/features/exports/writes.ts",
      find: "AND NOT EXISTS (SELECT 1 FROM json_each(used) u WHERE u.value = ?2)",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/exports/exports.test.ts",
      named: "by a link that is good once",
      says: "AssertionError",
    },
  ],
};
