export const fault = {
  promise: "What is older than the workspace keeps it is let go by the daily sweep.",
  edits: [
    {
      file: "src/features/messages/writes-old.ts",
      find: "AND state NOT IN ('scheduled', 'queued', 'sending')`;",
      put: "AND state IN ('scheduled')`;",
    },
  ],
  red: [
    {
      tests: "test/features/retention/sweep.test.ts",
      named: "lets old messages go with their words",
      says: "AssertionError",
    },
  ],
};
