export const fault = {
  promise: "Whoever subscribes hears of every commit.",
  edits: [
    {
      file: "src/platform/commit.ts",
      find: "  ctx.defer(announce(ctx, { afterSeq: seq - events.length, seq }));\n",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/events/dispatch.test.ts",
      named: "a toy that subscribes is told",
      says: "waited in vain",
    },
  ],
};
