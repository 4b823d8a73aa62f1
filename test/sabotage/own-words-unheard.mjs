export const fault = {
  promise: "A number's own words to stop hold wherever the built-in ones do.",
  edits: [
    {
      file: "src/features/inbound/plan-message.ts",
      find: "readAct(item, hintsFor(on.known, change, item))",
      put: "readAct(item)",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/own-words.test.ts",
      named: "stop and start on it",
      says: "expected 'unknown' to be 'withdrawn'",
    },
  ],
};
