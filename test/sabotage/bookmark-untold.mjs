export const fault = {
  promise: "Where reads come from replicas, whoever wrote can see what they wrote.",
  edits: [
    {
      file: "src/platform/http/open-database.ts",
      find: "const written = isRead(c.req.method) ? null : bookmark();",
      put: "const written = isRead(c.req.method) ? bookmark() : null;",
    },
  ],
  red: [
    {
      tests: "test/platform/http/d1-session.test.ts",
      named: "a write begins at the primary and tells a bookmark, and a read behind it sees it",
      says: "AssertionError",
    },
  ],
};
