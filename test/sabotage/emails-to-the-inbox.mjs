export const fault = {
  promise:
    "Whoever deals with the inbox learns the members' names, and their e-mails only with team:read.",
  edits: [
    {
      file: "src/features/members/view.ts",
      find: 'holdsScope(actor, "team:read")',
      put: 'holdsScope(actor, "inbox:read")',
    },
  ],
  red: [
    {
      tests: "test/features/members/members.test.ts",
      named: "are listed to whoever deals with the inbox",
      says: "AssertionError",
    },
  ],
};
