export const fault = {
  promise: "A stream tells every event once, wherever it is cut off.",
  edits: [
    {
      file: "src/features/events/event-stream.ts",
      find: "(page.events.length === PIECE_MAX ? page.events.at(-1)?.seq : page.edge) ?? seen",
      put: "page.edge ?? seen",
    },
  ],
  red: [
    {
      tests: "test/features/events/stream.test.ts",
      named: "brings a client that missed 10,000 events",
      says: "to deeply equal",
    },
  ],
};
