export const fault = {
  promise: "No workspace gets the messages of a number that it has given up.",
  edits: [
    {
      file: "src/features/inbound/apply-mail.ts",
      find: "await handOver(ctx, strangersIn(known, live))",
      put: "new Set<ReadChange>()",
    },
    {
      file: "src/features/inbound/queries-known.ts",
      find: " FROM numbers WHERE status <> 'disconnected'",
      put: " FROM numbers",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/hand-over.test.ts",
      named: "is applied there and nowhere else, though it came to the former owner",
      says: "AssertionError",
    },
  ],
};
