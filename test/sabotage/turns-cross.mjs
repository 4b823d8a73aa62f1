export const fault = {
  promise: "Of each person one turn of automations is under way at a time.",
  edits: [
    {
      file: "src/objects/session/turns.ts",
      find: "if (held !== undefined && held.untilMs > nowMs) return null;",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/objects/turns.test.ts",
      named: "one turn of a person is under way at a time",
      says: "to be null",
    },
  ],
};
