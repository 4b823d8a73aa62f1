export const fault = {
  promise: "A host that does not answer delays no webhook of the workspace.",
  edits: [
    {
      file: "src/sandbox/delivery.ts",
      find: "if (passes.has(lane) ||",
      put: "if (passes.size > 0 ||",
    },
  ],
  red: [
    {
      tests: "test/features/sandbox/graph-webhook.test.ts",
      named: "delays nobody while its host does not answer",
      says: "waited in vain",
    },
  ],
};
