export const fault = {
  promise: "The list of runs says who each is with, so that nobody is looked up one by one.",
  edits: [
    {
      file: "src/features/automations/view-runs.ts",
      find: "contact_name: contactName,",
      put: "contact_name: contactName === null ? contactName : null,",
    },
  ],
  red: [
    {
      tests: "test/features/automations/runs.test.ts",
      named: "says who each is with, and at which step one waits",
      says: "contact_name",
    },
  ],
};
