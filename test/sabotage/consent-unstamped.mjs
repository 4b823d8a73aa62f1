export const fault = {
  promise: "Each marketing message keeps the act of consent that it relied on.",
  edits: [
    {
      file: "src/features/messages/writes-claims.ts",
      find: "consent_id = CASE WHEN p.reason IS NULL THEN p.consent END",
      put: "consent_id = NULL",
    },
  ],
  red: [
    {
      tests: "test/features/consent/hold.test.ts",
      named: "a marketing message keeps the act that it relied on",
      says: "AssertionError",
    },
  ],
};
