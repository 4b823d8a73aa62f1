export const fault = {
  promise: "What happened counts once, however often the ledger brings it.",
  edits: [
    {
      file: "src/features/analytics/count-activity.ts",
      find: "group.filter(({ seq }) => seq > knownSeq)",
      put: "group.filter(({ seq }) => seq > 0)",
    },
  ],
  red: [
    {
      tests: "test/features/analytics/count-activity.test.ts",
      named: "once, however often",
      says: "to match object",
    },
  ],
};
