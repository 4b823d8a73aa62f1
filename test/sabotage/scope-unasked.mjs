export const fault = {
  promise: "A route is answered only to whoever has the scope that its contract names.",
  edits: [
    {
      file: "src/features/webhooks/list-webhooks.ts",
      find: '  requireScope(ctx, "webhooks:read");\n',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/http/credentials.test.ts",
      named: "refuses a member who is",
      says: "AssertionError",
    },
    {
      tests: "test/http/credentials.test.ts",
      named: "refuses a key that has every scope but",
      says: "AssertionError",
    },
  ],
};
