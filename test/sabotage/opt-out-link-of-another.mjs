export const fault = {
  promise: "An opt-out link in a message is of the person who gets it.",
  edits: [
    {
      file: "src/features/campaigns/chunk-sender.ts",
      find: "contactId: row.contactId }",
      put: 'contactId: "con_00000000000000000000000000" as const }',
    },
  ],
  red: [
    {
      tests: "test/features/campaigns/opt-out-link.test.ts",
      named: "sends everybody their own, which opens their page, and keeps none",
      says: "AssertionError",
    },
  ],
};
