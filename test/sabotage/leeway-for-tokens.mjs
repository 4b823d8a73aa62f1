export const fault = {
  promise: "A refresh token of a program works once: only a browser's cookie may come again.",
  edits: [
    {
      file: "src/core/account/session-kind.ts",
      find: 'kind === "cookie" ? nowMs - BROWSER_LEEWAY_MS : nowMs + 1',
      put: 'kind === "cookie" || kind === "token" ? nowMs - BROWSER_LEEWAY_MS : nowMs + 1',
    },
  ],
  red: [
    {
      tests: "test/features/accounts/session-cookie.test.ts",
      named: "has no leeway: a second use ends it at once",
      says: "AssertionError",
    },
  ],
};
