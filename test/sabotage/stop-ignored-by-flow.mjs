export const fault = {
  promise: "STOP ends a run in every step of every flow.",
  edits: [
    {
      file: "src/core/automation/engine.ts",
      find: "if (input.message.isStop)",
      put: "if (!input.message.isStop)",
    },
  ],
  red: [
    {
      tests: "test/core/automation/engine.test.ts",
      named: "STOP ends it at once and nothing is sent after it",
      says: "Property failed",
    },
  ],
};
