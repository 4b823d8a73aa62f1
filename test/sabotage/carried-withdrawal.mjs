export const fault = {
  promise:
    "Whoever becomes a contact under an identity that a person withdrew under has withdrawn.",
  edits: [
    {
      file: "src/features/contacts/carried-withdrawals.ts",
      find: "if (before === null || !hasWithdrawn(after)) return;",
      put: "return;",
    },
  ],
  red: [
    {
      tests: "test/features/consent/withdrawal-property.test.ts",
      named:
        "whatever a person and a business do, in any order, no marketing goes to whom stopped last",
      says: "Property failed",
    },
    {
      tests: "test/features/contacts/withdrawn.test.ts",
      named: "whose phone is patched away and who is created again",
      says: "AssertionError",
    },
    {
      tests: "test/features/contacts/withdrawn.test.ts",
      named: "whose phone is moved onto a contact that had granted",
      says: "AssertionError",
    },
  ],
};
