export const fault = {
  promise: "Whom a number blocks is not written to because another number unblocks them.",
  edits: [
    {
      file: "src/features/numbers/block-people.ts",
      find: "isBlocked || ids.length === 0 ? new Set()",
      put: "isBlocked || ids.length >= 0 ? new Set()",
    },
  ],
  red: [
    {
      tests: "test/features/numbers/manage.test.ts",
      named: "whom two numbers block is blocked until neither does",
      says: "expected false to be true",
    },
  ],
};
