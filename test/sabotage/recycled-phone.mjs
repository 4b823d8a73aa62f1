export const fault = {
  promise:
    "A phone that comes with another user id is another person's, who has agreed to nothing.",
  edits: [
    {
      file: "src/features/inbound/drain-people.ts",
      find: "if (former !== undefined) return this.findWithout(former, met);",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/recycled-phone.test.ts",
      named: "is another person's by now, who has agreed to nothing",
      says: "AssertionError",
    },
  ],
};
