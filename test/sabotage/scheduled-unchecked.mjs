export const fault = {
  promise: "A scheduled message is decided on anew when its time has come.",
  edits: [
    {
      file: "src/features/messages/decide-due.ts",
      find: "decideMessage(facts, body, { number, contact, nowMs: ctx.nowMs() })",
      put: "decideMessage(facts, body, { number, contact, nowMs: ctx.nowMs(), isLater: true })",
    },
  ],
  red: [
    {
      tests: "test/features/messages/scheduled.test.ts",
      named: "is not sent to whom the window has closed for, unless a template takes its place",
      says: "window_closed",
    },
  ],
};
