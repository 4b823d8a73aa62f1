export const fault = {
  promise: "What is typed into a search is words, and never a query of the index.",
  edits: [
    {
      file: "src/core/search/words.ts",
      find: `  if (runs.length === 0) return null;
`,
      put: `  if (runs.length === 0) return null;
  if (/["*():^-]/.test(text)) return text;
`,
    },
  ],
  red: [
    {
      tests: "test/core/search/words.test.ts",
      named: "is nothing but quoted words, whatever is typed",
      says: "AssertionError",
    },
  ],
};
