export const fault = {
  promise: "After a rotation of the encryption keys nothing needs the old one.",
  edits: [
    {
      file: "src/db/sealed-columns.ts",
      find: '  { table: "webhooks", column: "headers_sealed", key: "id" },\n',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/platform/secrets/reseal.test.ts",
      named: "is the data map's",
      says: "AssertionError",
    },
    {
      tests: "test/platform/secrets/reseal.test.ts",
      named: "seals each column of a workspace anew, after which the old key is needed by nobody",
      says: "AssertionError",
    },
  ],
};
