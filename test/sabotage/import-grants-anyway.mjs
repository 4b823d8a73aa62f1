export const fault = {
  promise: "A file grants nothing to a person who withdrew, or who is on the suppression list.",
  edits: [
    {
      file: "src/features/contacts/plan-contacts.ts",
      find: 'if (book.isSuppressed(known, patch)) return "recipient_suppressed";',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/imports/imports.test.ts",
      named: "never a grant against a person's own will",
      says: "AssertionError",
    },
  ],
};
