export const fault = {
  promise: "A person's withdrawal is lifted only by what they typed themselves, after it.",
  edits: [
    {
      file: "src/core/consent/person-act.ts",
      find: "isUnknown || atMs <= withdrawnAtMs || secondOf",
      put: "isUnknown || secondOf",
    },
    {
      file: "src/features/inbound/read-act.ts",
      find: "const { typed } = item;",
      put: "const typed = item.said.at(-1) ?? null;",
    },
  ],
  red: [
    {
      tests: "test/core/consent/person-act.test.ts",
      named: "in whatever order acts come, marketing is granted only after a start that is newest",
      says: "Property failed",
    },
    {
      tests: "test/features/inbound/withdrawal.test.ts",
      named: "is renewed by each newer STOP, so that no START between them lifts it",
      says: "AssertionError: expected 'granted' to be 'withdrawn'",
    },
    {
      tests: "test/features/inbound/withdrawal.test.ts",
      named: "is lifted by no tap and by no caption",
      says: "grant granted",
    },
  ],
};
