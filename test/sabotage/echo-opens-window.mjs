export const fault = {
  promise: "What the business writes on its phone opens no window.",
  edits: [
    {
      file: "src/features/inbound/plan-message.ts",
      find: " && message.sentFrom === null;",
      put: ";",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/echoes.test.ts",
      named: "opens no window, and says nothing of consent, whatever it says",
      says: "AssertionError",
    },
  ],
};
