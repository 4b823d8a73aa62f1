export const fault = {
  promise: "What Meta says in a status has the consequences that it has in an answer.",
  edits: [
    {
      file: "src/features/inbound/plan-status.ts",
      find: "if (refusal !== null) plan.refusals.push(refusal);",
      put: "if (refusal !== null) plan.isFirst(`refusal ${message.id}`);",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/refusals.test.ts",
      named: "with code 100 and subcode 33 is about the number, without it about the message",
      says: '"number": "restricted"',
    },
    {
      tests: "test/features/inbound/refusals.test.ts",
      named: "withdraws though the same drain holds an older grant",
      says: "AssertionError: expected 'granted' to be 'withdrawn'",
    },
  ],
};
