export const fault = {
  promise: "What Meta delivers again of somebody who was erased creates nothing.",
  edits: [
    {
      file: "src/features/inbound/apply-mail.ts",
      find: "known.remembersErased ? await withoutErased(ctx, run) : run",
      put: "known.remembersErased ? run : await withoutErased(ctx, run)",
    },
  ],
  red: [
    {
      tests: "test/features/privacy/erasure.test.ts",
      named: "delivers again",
      says: "AssertionError",
    },
  ],
};
