export const fault = {
  promise: "What is learned later of a suppressed person joins the suppression.",
  edits: [
    {
      file: "migrations/tenant/0046_suppression_carried.sql",
      find: "WHEN NEW.kind IN ('phone', 'bsuid') AND NEW.key_hash IS NOT NULL",
      put: "WHEN NEW.kind IN ('phone') AND NEW.key_hash IS NOT NULL",
    },
  ],
  red: [
    {
      tests: "test/features/suppressions/suppressions.test.ts",
      named: "takes in the user id that a person comes by",
      says: "AssertionError",
    },
  ],
};
