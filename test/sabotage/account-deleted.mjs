export const fault = {
  promise:
    "A number sends no more once Meta says that its account is deleted, banned or restricted.",
  edits: [
    {
      file: "src/core/whatsapp/envelope-account.ts",
      find: '  ["account_update", accountUpdate],\n',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/account-safety.test.ts",
      named: "lifts nothing and is told once",
      says: "AssertionError",
    },
  ],
};
