export const fault = {
  promise: "A tap on a button that the business marked as opt-out withdraws marketing like STOP.",
  edits: [
    {
      file: "src/features/inbound/read-act.ts",
      find: "stopIn(item, hints.words) ?? stopByTap(item, hints)",
      put: "stopIn(item, hints.words)",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/opt-out-buttons.test.ts",
      named: "withdraws marketing by the person's own act, once",
      says: "expected 'granted' to be 'withdrawn'",
    },
  ],
};
