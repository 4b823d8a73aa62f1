export const fault = {
  promise: "To look at an opt-out page changes no consent.",
  edits: [
    {
      file: "src/features/consent/opt-out-pages.ts",
      find: '  return shown(c, { kind: visit.isOut ? "done" : "ask", name: visit.ctx.tenant.name });',
      put: '  await optOut(visit, originOf(c));\n  return shown(c, { kind: visit.isOut ? "done" : "ask", name: visit.ctx.tenant.name });',
    },
  ],
  red: [
    {
      tests: "test/features/consent/opt-out.test.ts",
      named: "is only looked at by GET and HEAD: they change no consent",
      says: "AssertionError",
    },
  ],
};
