export const fault = {
  promise: "A free text that may come when the window is closed is not published.",
  edits: [
    {
      file: "src/core/automation/verify-window.ts",
      find: 'if (step.type === "wait") return age + (step.seconds ?? 24 * 3600);',
      put: 'if (step.type === "wait") return age;',
    },
  ],
  red: [
    {
      tests: "test/core/automation/verify.test.ts",
      named: "adds up waits of less than a day",
      says: "free_text_outside_window",
    },
  ],
};
