export const fault = {
  promise: "A person's STOP reaches every contact that an id of theirs leads to.",
  edits: [
    {
      file: "src/features/inbound/drain-people.ts",
      find: "if (others.length > 0) return this.unify([first, ...others], atMs);",
      put: "if (others.length > 0) return [first];",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/identities.test.ts",
      named: "from a phone and a user id of two contacts stops both, and START lifts both",
      says: "AssertionError",
    },
    {
      tests: "test/features/inbound/identities.test.ts",
      named: "by one of two contacts reaches the other as soon as both prove to be one",
      says: "AssertionError",
    },
  ],
};
