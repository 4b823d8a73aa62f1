export const fault = {
  promise: "The audit trail shows what was done about the workspace, and nothing of another one.",
  edits: [
    {
      file: "src/features/audit/queries-trail.ts",
      find: '{ sql: "tenant_id = ?4", value: tenantId }',
      put: '{ sql: "?4 IS NOT NULL", value: tenantId }',
    },
  ],
  red: [
    {
      tests: "test/features/audit/audit.test.ts",
      named: "shows nothing of another workspace, and no cursor of its",
      says: "AssertionError",
    },
  ],
};
