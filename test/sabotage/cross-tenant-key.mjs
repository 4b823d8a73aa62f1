export const fault = {
  promise: "Another workspace's API key is answered as if it did not exist.",
  edits: [
    {
      file: "src/features/api-keys/queries.ts",
      find: "and(eq(apiKeys.id, id), eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAt))",
      put: "and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt))",
    },
  ],
  red: [
    {
      tests: "test/http/every-route.test.ts",
      named: "answers another workspace's id as if it did not exist",
      says: "expected { status: 200,",
    },
  ],
};
