export const fault = {
  promise: "A database that a closed workspace had is handed to nobody.",
  edits: [
    {
      file: "src/features/closing/writes-end.ts",
      find: "UPDATE pool SET retired_at = ?2 WHERE tenant_id = ?1",
      put: "UPDATE pool SET retired_at = ?2, tenant_id = NULL WHERE tenant_id = ?1",
    },
  ],
  red: [
    {
      tests: "test/features/closing/recycled.test.ts",
      named: "nobody gets a retired database",
      says: "AssertionError",
    },
  ],
};
