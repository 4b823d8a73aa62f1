export const fault = {
  promise: "A message that one run has claimed is claimed, and so posted, by no other run.",
  edits: [
    {
      file: "src/features/messages/writes-claims.ts",
      find: "AND m.state = '${was}' AND (m.due_at",
      put: "AND m.state IN ('queued', 'sending') AND (m.due_at",
    },
    {
      file: "src/features/messages/queries-claims.ts",
      find: "id BETWEEN ?5 AND ?6 AND state = 'queued'",
      put: "id BETWEEN ?5 AND ?6 AND state IN ('queued', 'sending')",
    },
  ],
  red: [
    {
      tests: "test/features/campaigns/run-chunk.test.ts",
      named: "a row that came back from a crash is never posted again",
      says: "to have a length of 10",
    },
  ],
};
