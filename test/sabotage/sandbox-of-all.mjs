export const fault = {
  promise: "What happens in one workspace changes nothing that another one can read.",
  edits: [
    {
      file: "src/platform/tenancy.ts",
      find: "sandbox: env.SANDBOX_META.getByName(tenant.id),",
      put: 'sandbox: env.SANDBOX_META.getByName("all"),',
    },
  ],
  red: [
    {
      tests: "test/journeys/non-interference.test.ts",
      named: "has the same history as alone, the",
      says: "AssertionError",
    },
  ],
};
