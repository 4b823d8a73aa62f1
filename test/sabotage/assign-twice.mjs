export const fault = {
  promise: "A rule gives a conversation that nobody has, and takes it from nobody.",
  edits: [
    {
      file: "src/features/conversations/writes.ts",
      find: "id = ?1 AND assignee IS NULL AND status = 'open')",
      put: "id = ?1)",
    },
  ],
  red: [
    {
      tests: "test/features/assignment/assignment.test.ts",
      named: "take from nobody who was given the conversation while the rule was looked at",
      says: "AssertionError",
    },
  ],
};
