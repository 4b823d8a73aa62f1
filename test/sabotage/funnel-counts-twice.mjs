export const fault = {
  promise: "A funnel counts each run once in each step.",
  edits: [
    {
      file: "src/core/automation/funnel.ts",
      find: "...seenOf(after.state).filter((step) => !known.has(step)),",
      put: "...seenOf(after.state),",
    },
  ],
  red: [
    {
      tests: "test/core/automation/funnel.test.ts",
      named: "counts each run once in each step, and adds up, whatever the runs do",
      says: "AssertionError",
    },
  ],
};
