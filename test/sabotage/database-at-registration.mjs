export const fault = {
  promise: "A workspace takes a database of the pool at the first act that needs one, not before.",
  edits: [
    {
      file: "src/app.ts",
      find: "v1.use(authenticate, numberGate, rateLimit, jsonBody, idempotent);",
      put: "v1.use(authenticate, openDatabase, numberGate, rateLimit, jsonBody, idempotent);",
    },
  ],
  red: [
    {
      tests: "test/features/accounts/first-act.test.ts",
      named: "and none for what the control plane answers",
      says: "to deeply equal [ null, [] ]",
    },
  ],
};
