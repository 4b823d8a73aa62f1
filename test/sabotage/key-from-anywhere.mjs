export const fault = {
  promise: "A key that is taken from some networks is refused from everywhere else.",
  edits: [
    {
      file: "src/platform/http/authenticate.ts",
      find: '!isInNetworks(origin.ip ?? "", ipAllow)',
      put: 'origin.ip !== null && !isInNetworks(c.req.header("x-forwarded-for") ?? origin.ip, ipAllow)',
    },
  ],
  red: [
    {
      tests: "test/features/api-keys/from-elsewhere.test.ts",
      named: "believes no header but that of the deployment's host",
      says: "AssertionError",
    },
    {
      tests: "test/features/api-keys/from-elsewhere.test.ts",
      named: "keeps them in one spelling, and works from there alone",
      says: "AssertionError",
    },
  ],
};
