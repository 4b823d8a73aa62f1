export const fault = {
  promise: "Nothing is sent to a host that the register of processors does not name.",
  edits: [
    {
      file: "src/features/webhooks/post-webhook.ts",
      find: "    const response = await fetch(post.url,",
      put: '    await fetch("https://metrics.waqtor.app/posted");\n    const response = await fetch(post.url,',
    },
  ],
  red: [
    {
      tests: "test/core/privacy/egress.test.ts",
      named: "goes to hosts of the register alone",
      says: "AssertionError",
    },
  ],
};
