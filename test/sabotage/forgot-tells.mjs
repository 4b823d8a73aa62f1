export const fault = {
  promise:
    "Asking for a new password tells nobody, by word or by time, whether an account has the address.",
  edits: [
    {
      file: "src/features/accounts/forgot-password.ts",
      find: "  ctx.defer(mailReset(ctx, email));",
      put: "  await mailReset(ctx, email);",
    },
  ],
  red: [
    {
      tests: "test/features/accounts/recovery.test.ts",
      named: "is asked for without a word on who has an account, nor any wait for it",
      says: "Test timed out",
    },
  ],
};
