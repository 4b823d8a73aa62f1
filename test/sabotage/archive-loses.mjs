export const fault = {
  promise: "An archived message is read where it always was.",
  edits: [
    {
      file: "src/features/archive/writes.ts",
      find: "SELECT value->>'thread', value->>'firstId', value->>'lastId', ?2 FROM json_each(?1)`;",
      put: "SELECT value->>'thread', value->>'firstId', value->>'lastId', ?2 FROM json_each(?1) LIMIT 0`;",
    },
  ],
  red: [
    {
      tests: "test/features/retention/archive.test.ts",
      named: "takes messages out of the database, and gives them back",
      says: "AssertionError",
    },
  ],
};
