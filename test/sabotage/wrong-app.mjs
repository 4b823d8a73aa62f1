export const fault = {
  promise: "A number takes no webhook that another Meta app than its own signed.",
  edits: [
    {
      file: "src/features/inbound/deliver-changes.ts",
      find: "if (owner === null || owner.appId !== change.appId) astray",
      put: "if (owner === null) astray",
    },
    {
      file: "src/features/inbound/hand-over.ts",
      find: "return expected === undefined || expected !== appIdOf(stored);",
      put: "return expected === undefined;",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/wrong-app.test.ts",
      named: "a number of the deployment's app takes nothing that a workspace's app signed",
      says: "expected 1 to be +0",
    },
  ],
};
