export const fault = {
  promise: "No route answers a code that its contract does not tell.",
  edits: [
    {
      file: "src/features/numbers/routes.ts",
      find: '      "mixed_number_kinds",\n',
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/numbers/numbers.test.ts",
      named: "a workspace holds numbers of one kind",
      says: "not in the contract: POST /v1/numbers 409: mixed_number_kinds",
    },
  ],
};
