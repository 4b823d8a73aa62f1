export const fault = {
  promise: "No column is stored that the data map does not name.",
  edits: [
    {
      file: "migrations/tenant/0047_privacy.sql",
      find: "CREATE TABLE erased_messages (\n  key_hash TEXT PRIMARY KEY NOT NULL,",
      put: "CREATE TABLE erased_messages (\n  key_hash TEXT PRIMARY KEY NOT NULL,\n  phone TEXT,",
    },
  ],
  red: [
    {
      tests: "test/db/data-map.test.ts",
      named: "names every column of a workspace's database",
      says: "AssertionError",
    },
  ],
};
