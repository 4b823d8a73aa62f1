export const fault = {
  promise: "No secret and nobody's data is in a log line, even when a call of the log is given it.",
  edits: [
    {
      file: "src/core/log/line.ts",
      find: "  return RANDOM.test(short) || NEVER.some((pattern) => pattern.test(short)) ? WITHHELD : short;",
      put: "  return short;",
    },
  ],
  red: [
    {
      tests: "test/core/log/line.test.ts",
      named: "never holds a secret in the midst of a text, or in the event",
      says: "Property failed",
    },
  ],
};
