export const fault = {
  promise: "A code of the app signs in once, also when two calls bring it at once.",
  edits: [
    {
      file: "src/features/accounts/queries-second-step.ts",
      find: '"EXISTS (SELECT 1 FROM second_factors WHERE user_id = ?1 AND last_step < ?2)",',
      put: '"EXISTS (SELECT 1 FROM second_factors WHERE user_id = ?1 AND last_step < ?2 + 1)",',
    },
  ],
  red: [
    {
      tests: "test/features/accounts/second-step.test.ts",
      named:
        "takes a step and a recovery code once, also for a call that read before the other wrote",
      says: "AssertionError",
    },
  ],
};
