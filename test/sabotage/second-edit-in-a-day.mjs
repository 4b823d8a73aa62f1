export const fault = {
  promise: "An approved template is edited once in 24 hours.",
  edits: [
    {
      file: "src/core/template/edit-limit.ts",
      find: "const PER_DAY = 1;",
      put: "const PER_DAY = 2;",
    },
  ],
  red: [
    {
      tests: "test/features/templates/acts.test.ts",
      named: "submits it again, once a day, and keeps what changed",
      says: "to deeply equal [ 409, 'edit_limit' ]",
    },
  ],
};
