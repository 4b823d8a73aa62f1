export const fault = {
  promise:
    "Nothing that the API answers shows a phone number to a credential without contacts:pii.",
  edits: [
    {
      file: "src/features/campaigns/list-recipients.ts",
      find: "const person = known && seen(known, sight);",
      put: "const person = sight && known;",
    },
  ],
  red: [
    {
      tests: "test/http/masked.test.ts",
      named: "is shown no phone number",
      says: "AssertionError",
    },
  ],
};
