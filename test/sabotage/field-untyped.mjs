export const fault = {
  promise:
    "No contact holds a value that is not of its declared field's type, whoever writes at the same time.",
  edits: [
    {
      file: "src/features/contacts/contact-book.ts",
      find: "if (!read.ok) throw misfits(read.error, item.pointer);",
      put: "if (!read.ok) return item;",
    },
  ],
  red: [
    {
      tests: "test/features/fields/fields.test.ts",
      named: "is of its type on every way in",
      says: "AssertionError",
    },
  ],
};
