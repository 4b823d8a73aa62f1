export const fault = {
  promise:
    "A template that Meta makes marketing reaches nobody who did not grant it, whatever was planned.",
  edits: [
    {
      file: "src/features/messages/writes-claims.ts",
      find: " OR t.category = 'MARKETING' THEN ${skipReasonSql",
      put: " THEN ${skipReasonSql",
    },
  ],
  red: [
    {
      tests: "test/features/campaigns/category-change.test.ts",
      named: "a template that becomes marketing pauses its campaigns",
      says: "expected 12 to be 4",
    },
    {
      tests: "test/features/consent/withdrawal-property.test.ts",
      named: "whatever a person and a business do",
      says: "Property failed",
    },
  ],
};
