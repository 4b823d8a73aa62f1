export const fault = {
  promise: "The end of a window is told once.",
  edits: [
    {
      file: "src/features/conversations/tell-windows.ts",
      find: "      statements: moveWindowMark(ctx.db, { name: telling.name, was, to }),",
      put: "      statements: was === null ? moveWindowMark(ctx.db, { name: telling.name, was, to }) : [],",
    },
  ],
  red: [
    {
      tests: "test/features/conversations/windows.test.ts",
      named:
        "is told two hours before and when it is there, once, however many look and however often",
      says: "AssertionError",
    },
  ],
};
