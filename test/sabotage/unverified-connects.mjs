export const fault = {
  promise:
    "Nobody connects a number of Meta's before their address is confirmed, not by an API key either.",
  edits: [
    {
      file: "src/platform/require-verified.ts",
      find: "  if (row?.verified !== 0) return;",
      put: '  if (row?.verified !== 0 || actor.kind === "api_key") return;',
    },
  ],
  red: [
    {
      tests: "test/features/accounts/unverified.test.ts",
      named: "connects no number of Meta's, by no way and with no key, and one of the sandbox",
      says: "AssertionError",
    },
  ],
};
