export const fault = {
  promise:
    "However full a database is, no message leaves it that is younger than the shortest time that a workspace can set.",
  edits: [
    {
      file: "src/core/retention/pressure.ts",
      find: "nowMs - RETENTION.live_messages.minDays * DAY_MS",
      put: "nowMs - RETENTION.live_messages.minDays",
    },
  ],
  red: [
    {
      tests: "test/features/retention/pressure.test.ts",
      named: "sends its oldest messages to the archive until there is room, and none that is young",
      says: "AssertionError",
    },
  ],
};
