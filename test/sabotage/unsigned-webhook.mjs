export const fault = {
  promise: "A webhook that Meta did not sign is refused, and nothing of it is stored.",
  edits: [
    {
      file: "src/features/inbound/verify-signature.ts",
      find: 'if (await crypto.subtle.verify("HMAC", key, signature, bytes)) return true;',
      put: "if (key.usages.length > 0) return true;",
    },
  ],
  red: [
    {
      tests: "test/features/inbound/receive.test.ts",
      named: "is demanded in Meta's one spelling, and without it nothing is stored",
      says: "expected 200 to be 401",
    },
  ],
};
