export const fault = {
  promise:
    "An automation whose played conversation goes otherwise than it is written is not published.",
  edits: [
    {
      file: "src/features/automations/find-problems.ts",
      find: "definition.tests.flatMap(",
      put: "definition.tests.slice(0, 0).flatMap(",
    },
  ],
  red: [
    {
      tests: "test/features/automations/automations.test.ts",
      named: "is refused while a played conversation goes otherwise than it is written",
      says: "test_failed",
    },
  ],
};
