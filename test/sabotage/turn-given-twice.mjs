export const fault = {
  promise: "Two runs at once that assign in turn are given to two members.",
  edits: [
    {
      file: "src/features/automations/assign-part.ts",
      find: 'guards: how === "round_robin" ? [guardCount(ctx.db, row, { step, runs: turn })] : [],',
      put: "guards: [],",
    },
  ],
  red: [
    {
      tests: "test/faults/automation.test.ts",
      named: "runs at once that assign in turn are given to one after the other",
      says: "AssertionError",
    },
  ],
};
