export const fault = {
  promise: "A template that breaks a rule of Meta's is not submitted.",
  edits: [
    {
      file: "src/features/templates/submit-template.ts",
      find: "  requireNoErrors(lintTemplate(row));",
      put: "  requireNoErrors(lintTemplate(row).slice(0, 0));",
    },
  ],
  red: [
    {
      tests: "test/features/templates/templates.test.ts",
      named: "a draft that breaks a rule never reaches Meta",
      says: "AssertionError: expected 202 to be 422",
    },
  ],
};
