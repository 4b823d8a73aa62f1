export const fault = {
  promise: "An export that two runs write at once has each row once, and lacks none.",
  edits: [
    {
      file: "src/features/exports/run-export.ts",
      find: "-${ofRun}`",
      put: "`",
    },
  ],
  red: [
    {
      tests: "test/features/exports/crash.test.ts",
      named: "that two runs write at once",
      says: "a piece of an export is gone",
    },
  ],
};
