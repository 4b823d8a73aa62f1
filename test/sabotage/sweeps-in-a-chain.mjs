export const fault = {
  promise: "A sweep that fails keeps no other from its work.",
  edits: [
    {
      file: "src/platform/queue/run-sweeps.ts",
      find: '    log("error", "sweep.failed", { sweep: name, ...describeError(error) });',
      put: "    throw error;",
    },
  ],
  red: [
    {
      tests: "test/platform/queue/jobs.test.ts",
      named: "with one table broken, the sweeps of all others do their work",
      says: "templates",
    },
  ],
};
