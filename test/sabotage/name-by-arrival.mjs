export const fault = {
  promise: "A person is called as in their newest message, whichever is delivered last.",
  edits: [
    {
      file: "src/features/inbound/drain-people.ts",
      find: "const isNewest = isWord && !this.isOld(contact, atMs);",
      put: "const isNewest = isWord;",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/profile-names.test.ts",
      named: "is that of the newest message, in whatever order messages come",
      says: "AssertionError",
    },
  ],
};
