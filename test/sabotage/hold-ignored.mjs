export const fault = {
  promise:
    "Whoever may have refused marketing is sent none until somebody has decided, at the claim too.",
  edits: [
    {
      file: "src/db/tenant/skip-reason-sql.ts",
      find: "marketing_held_at IS NOT NULL",
      put: "marketing_held_at < 0",
    },
  ],
  red: [
    {
      tests: "test/features/consent/hold.test.ts",
      named: "holds it to that person until somebody decides, at the claim too",
      says: "AssertionError",
    },
    {
      tests: "test/db/tenant/skip-reason-sql.test.ts",
      named: "the database skips whom the rule skips",
      says: "Property failed",
    },
  ],
};
