export const fault = {
  promise: "A wrong code of a person's is sent once, so that it counts once.",
  edits: [
    {
      file: "src/console/api/client.ts",
      find: '    if (problem.code === "invalid_credentials") throw problem;\n',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/console/account.test.ts",
      named: "makes no call again for which a code of theirs was wrong",
      says: "AssertionError",
    },
  ],
};
