export const fault = {
  promise: "The contract tells that whatever is answered has its id.",
  edits: [
    {
      file: "src/features/campaigns/schemas.ts",
      find: 'id: idOf("campaign"),',
      put: 'id: idOf("campaign").optional(),',
    },
  ],
  red: [
    {
      tests: "test/http/contract.test.ts",
      named: "is there, whenever the contract does not say that it may be missing",
      says: '"Campaign.id"',
    },
  ],
};
