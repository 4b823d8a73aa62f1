export const fault = {
  promise: "Every request to a model demands that nobody keeps it or trains on it.",
  edits: [
    {
      file: "src/ai/request.ts",
      find: "zdr: true, ",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/ai/draft-template.test.ts",
      named: "demands privacy",
      says: "AssertionError",
    },
    {
      tests: "test/features/drafts/drafts.test.ts",
      named: "is made of a brief, kept, listed and told",
      says: "AssertionError",
    },
  ],
};
