export const fault = {
  promise: "A cursor is good in the workspace that it was made for, and nowhere else.",
  edits: [
    {
      file: "src/platform/http/cursor.ts",
      find: "JSON.stringify([ctx.tenant.id, list.name, filters])",
      put: "JSON.stringify([list.name, filters])",
    },
  ],
  red: [
    {
      tests: "test/http/foreign.test.ts",
      named: "is not listed by its cursors",
      says: "AssertionError",
    },
  ],
};
