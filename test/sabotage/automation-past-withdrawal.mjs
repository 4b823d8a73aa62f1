export const fault = {
  promise:
    "An automation sends nothing to somebody who withdrew after what it answers was written.",
  edits: [
    {
      file: "src/features/automations/write-turn.ts",
      find: "driven.planned.length === 0",
      put: "driven.planned.length >= 0",
    },
  ],
  red: [
    {
      tests: "test/faults/automation.test.ts",
      named: "who withdraws while a turn is decided gets nothing of it",
      says: "Hello!",
    },
  ],
};
