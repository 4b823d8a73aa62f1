export const fault = {
  promise: "A tap on the button of another person's request grants nothing.",
  edits: [
    {
      file: "src/features/inbound/plan-message.ts",
      find: "if (asked !== undefined && same.every(({ id }) => id !== asked.contactId)) return;",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/consent-requests/requests.test.ts",
      named: "grants nothing by another's tap, nor by a button of another message",
      says: "expected 'granted' to be 'unknown'",
    },
  ],
};
