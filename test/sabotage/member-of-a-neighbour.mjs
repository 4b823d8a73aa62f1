export const fault = {
  promise: "Somebody of another workspace is no member, wherever a member is named.",
  edits: [
    {
      file: "src/features/conversations/queries-members.ts",
      find: "and(eq(memberships.tenantId, tenantId), inArray(memberships.userId, jsonList(users)))",
      put: "inArray(memberships.userId, jsonList(users))",
    },
  ],
  red: [
    {
      tests: "test/http/foreign.test.ts",
      named: "is not found by an id in the",
      says: "AssertionError",
    },
  ],
};
