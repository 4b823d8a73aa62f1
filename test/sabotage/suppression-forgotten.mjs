export const fault = {
  promise: "Whoever is on the suppression list stays on it under whatever contact they come back.",
  edits: [
    {
      file: "src/features/contacts/writes-identities.ts",
      find: "identityHash(ctx, identityKey(one))",
      put: "identityHash(ctx, identityKey(one)).slice(1)",
    },
  ],
  red: [
    {
      tests: "test/features/suppressions/suppressions.test.ts",
      named: "holds for whoever",
      says: "AssertionError",
    },
  ],
};
