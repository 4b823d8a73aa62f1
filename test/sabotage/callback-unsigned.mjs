export const fault = {
  promise: "Whoever tells us that a person removed the app is Meta.",
  edits: [
    {
      file: "src/features/meta-callbacks/receive-callback.ts",
      find: 'if (await crypto.subtle.verify("HMAC", key, signature, signed)) return true;',
      put: "if (key.usages.length > 0 && signature.length + signed.length > 0) return true;",
    },
  ],
  red: [
    {
      tests: "test/features/meta-callbacks/meta-callbacks.test.ts",
      named: "and keeps nothing",
      says: "AssertionError",
    },
  ],
};
