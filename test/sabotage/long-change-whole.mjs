export const fault = {
  promise: "One change with thousands of messages is applied piece by piece.",
  edits: [
    {
      file: "src/features/inbound/apply-mail.ts",
      find: "const RUN_ITEMS_MAX = 400;",
      put: "const RUN_ITEMS_MAX = 40_000;",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/long-change.test.ts",
      named: "one change with thousands of messages is applied piece by piece, each message once",
      says: "to be less than 500000",
    },
  ],
};
