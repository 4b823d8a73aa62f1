export const fault = {
  promise: "Whatever a flow says, no two things that it sends or calls have one key.",
  edits: [
    {
      file: "src/core/automation/moves.ts",
      find: 'if (run.askedBy.includes(step)) return fail("loop_guard");',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/core/automation/engine.test.ts",
      named: "a turn ends within the budgets, each send has a key of its own",
      says: "Property failed",
    },
  ],
};
