export const fault = {
  promise: "No open workspace is left without an owner.",
  edits: [
    {
      file: "src/features/accounts/delete-me.ts",
      find: "        guardNotLastOwner(control, user.id),\n",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/accounts/delete-me.test.ts",
      named: "is refused to the only owner of an open workspace, and names it",
      says: "AssertionError",
    },
    {
      tests: "test/features/accounts/delete-me.test.ts",
      named: "of two owners who leave at once, one stays",
      says: "AssertionError",
    },
  ],
};
