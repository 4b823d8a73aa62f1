export const fault = {
  promise: "A template is called missing when Meta's whole list did not hold it, and not before.",
  edits: [
    {
      file: "src/features/templates/sync-account.ts",
      find: '    if (reply.type !== "ok") return failed(ctx, reply, { number, asOfMs });',
      put: '    if (reply.type !== "ok") {\n      await markMissing(ctx, { wabaId, seen, startedAtMs });\n      return failed(ctx, reply, { number, asOfMs });\n    }',
    },
  ],
  red: [
    {
      tests: "test/features/templates/sync.test.ts",
      named: "a list that breaks off marks nothing as missing",
      says: "AssertionError: expected [ 'missing_upstream'",
    },
  ],
};
