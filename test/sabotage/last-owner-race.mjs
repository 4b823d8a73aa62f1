export const fault = {
  promise: "Of two owners who step back or leave at once, one stays.",
  edits: [
    {
      file: "src/features/members/commit-member.ts",
      find: "        ...(leaves ? [guardOwnerLeft(control, of)] : []),\n",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/members/change-member.test.ts",
      named: "is one of two who",
      says: "AssertionError",
    },
  ],
};
