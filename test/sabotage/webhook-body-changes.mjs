export const fault = {
  promise: "What is posted again is the same, byte for byte.",
  edits: [
    {
      file: "src/features/webhooks/next-work.ts",
      find: "within.filter(({ seq }) => !bodies.has(seq)),",
      put: "within,",
    },
    {
      file: "src/features/webhooks/next-work.ts",
      find: ".filter(({ seq }) => within.some((event) => event.seq === seq))",
      put: ".filter(() => false)",
    },
  ],
  red: [
    {
      tests: "test/features/webhooks/replay.test.ts",
      named: "is posted again as it was",
      says: "Somebody else",
    },
  ],
};
