export const fault = {
  promise: "A receiver at which everything fails is left alone for a while.",
  edits: [
    {
      file: "src/features/webhooks/post-all.ts",
      find: "    if (made.every(({ error }) => error !== null)) break;\n",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/webhooks/deliver.test.ts",
      named: "is asked ever more rarely while everything fails",
      says: "AssertionError",
    },
  ],
};
