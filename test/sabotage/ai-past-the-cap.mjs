export const fault = {
  promise: "Drafts that are made at one time do not pass the month's cap.",
  edits: [
    {
      file: "src/features/drafts/writes.ts",
      find: "FROM (SELECT count(*) AS n FROM ai_ledger WHERE outcome = 'pending') open",
      put: "FROM (SELECT 0 AS n) open",
    },
  ],
  red: [
    {
      tests: "test/features/drafts/ai.test.ts",
      named: "is never passed by calls at one time",
      says: "to be less than or equal to 5",
    },
  ],
};
