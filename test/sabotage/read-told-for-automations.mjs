export const fault = {
  promise:
    "A number that tells with the reply tells with a member's alone, never with an automation's.",
  edits: [
    {
      file: "src/features/conversations/queries-replied.ts",
      find: "m.author >= 'usr_' AND m.author < 'usr_~'",
      put: "m.author IS NOT NULL",
    },
  ],
  red: [
    {
      tests: "test/features/conversations/receipts.test.ts",
      named: "not when it was",
      says: "AssertionError",
    },
  ],
};
