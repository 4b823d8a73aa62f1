export const fault = {
  promise:
    "A message that a run kept in hand is asked for again before it leaves, like one that waits in the queue.",
  edits: [
    {
      file: "src/features/messages/writes-claims.ts",
      find: "WHERE m.id = p.id AND p.reason IS NOT NULL\nRETURNING",
      put: "WHERE m.id = p.id AND p.reason = 'never'\nRETURNING",
    },
  ],
  red: [
    {
      tests: "test/features/campaigns/chunk-sender.test.ts",
      named: "leaves no more when the person withdrew meanwhile",
      says: "expected [ 1, 2, 2 ] to deeply equal [ +0, 3, 1 ]",
    },
  ],
};
