export const fault = {
  promise: "Without contacts:pii no filter tells a part of a phone number, however it is nested.",
  edits: [
    {
      file: "src/core/segment/unseen-leaf.ts",
      find: 'if ("not" in filter) return unseenLeaf(filter.not, sight);',
      put: 'if ("not" in filter) return undefined;',
    },
  ],
  red: [
    {
      tests: "test/http/masked.test.ts",
      named: "asks for whole numbers and values only",
      says: "AssertionError",
    },
  ],
};
