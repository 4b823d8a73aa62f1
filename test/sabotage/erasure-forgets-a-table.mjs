export const fault = {
  promise: "Somebody who is erased is found in no table, object or file.",
  edits: [
    {
      file: "src/features/conversations/writes-erased.ts",
      find: "DELETE FROM conversation_notes WHERE",
      put: "DELETE FROM conversation_notes WHERE author = '' AND",
    },
  ],
  red: [
    {
      tests: "test/journeys/erasure.test.ts",
      named: "is found nowhere",
      says: "AssertionError",
    },
  ],
};
