export const fault = {
  promise: "A workspace that is closing sends nothing.",
  edits: [
    {
      file: "src/core/tenant/standing.ts",
      find: 'return suspended === "runs" || (standing === "closing" && closing === "runs");',
      put: 'return suspended === "runs" || standing === "closing" || closing === undefined;',
    },
  ],
  red: [
    {
      tests: "test/platform/queue/jobs.test.ts",
      named: "one that is closing runs the same, and what its owner takes along",
      says: "AssertionError",
    },
    {
      tests: "test/features/closing/grace.test.ts",
      named: "what was to be sent stays, and a STOP counts",
      says: "AssertionError",
    },
  ],
};
