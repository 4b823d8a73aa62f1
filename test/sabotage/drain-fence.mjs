export const fault = {
  promise: "A run of mail that was leased twice is applied once.",
  edits: [
    {
      file: "src/db/tenant/append-events.ts",
      find: "WHEN head.drained >= ?3 THEN NULL ",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/apply.test.ts",
      named: "mail that another drain has applied is not applied again",
      says: "expected 3 to be 2",
    },
  ],
};
