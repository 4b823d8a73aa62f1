export const fault = {
  promise: "Two contacts that become one have the strictest consent of both.",
  edits: [
    {
      file: "src/features/contacts/merge-contacts.ts",
      find: "const entries = [...sharedEntries(ctx, winner, loser), ...sharedEntries(ctx, loser, winner)];",
      put: "const entries: ConsentEntry[] = [];",
    },
  ],
  red: [
    {
      tests: "test/features/contacts/merge.test.ts",
      named: "is the other's STOP, and marketing goes to neither",
      says: "AssertionError",
    },
    {
      tests: "test/features/inbound/merge.test.ts",
      named: "lose a grant when the business had cleaned up the other",
      says: "AssertionError",
    },
  ],
};
