export const fault = {
  promise: "One flipped byte of the consent ledger is located, in whatever column it is.",
  edits: [
    {
      file: "src/core/consent/sealed-record.ts",
      find: "isRedacted ? !isEmpty : personalDigest(row) !== row.personalSha256",
      put: "isRedacted && !isEmpty",
    },
  ],
  red: [
    {
      tests: "test/core/chain/chain.test.ts",
      named: "is not as it was where a row's data are gone and its salt is not",
      says: "AssertionError",
    },
  ],
};
