export const fault = {
  promise: "After a rotation both secrets sign for a day.",
  edits: [
    {
      file: "src/features/webhooks/secrets.ts",
      find: "const signsToo = old !== null && (oldSecretEndsAt ?? 0) > ctx.nowMs();",
      put: "const signsToo = old !== null && (oldSecretEndsAt ?? 0) < 0;",
    },
  ],
  red: [
    {
      tests: "test/features/webhooks/webhooks.test.ts",
      named: "has both secrets sign for a day",
      says: "to deeply equal",
    },
  ],
};
