export const fault = {
  promise:
    "A link to choose a new password works once, and for the password that it was asked for.",
  edits: [
    {
      file: "src/features/accounts/queries-tokens.ts",
      find: "const LIVE = `t.used_at IS NULL AND t.expires_at > ?2",
      put: "const LIVE = `t.expires_at > ?2",
    },
    {
      file: "src/features/accounts/queries-tokens.ts",
      find: "  AND (t.kind = 'verify_email' OR t.login_version = u.login_version)`;",
      put: "`;",
    },
  ],
  red: [
    {
      tests: "test/features/accounts/recovery.test.ts",
      named: "is reset once by a token, also by two at once, and not after another change",
      says: "AssertionError",
    },
  ],
};
