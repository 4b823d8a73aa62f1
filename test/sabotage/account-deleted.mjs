export const fault = {
  promise: "An account that Meta deletes or bans sends nothing more.",
  edits: [
    {
      file: "src/core/whatsapp/envelope-account.ts",
      find: '["account_update", accountUpdate],',
      put: '["account_update_", accountUpdate],',
    },
  ],
  red: [
    {
      tests: "test/features/inbound/account-safety.test.ts",
      named: "the same change is applied and listed once",
      says: "AssertionError",
    },
    {
      tests: "test/features/inbound/account-safety.test.ts",
      named: "a ban stops a number though its quality was told meanwhile",
      says: "AssertionError",
    },
  ],
};
