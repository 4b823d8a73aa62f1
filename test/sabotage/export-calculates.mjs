export const fault = {
  promise: "No cell of an export is calculated by a spreadsheet.",
  edits: [
    {
      file: "src/core/export/csv-cell.ts",
      find: "!isSafe && FORMULA.test(text)",
      put: '!isSafe && text.startsWith("=")',
    },
  ],
  red: [
    {
      tests: "test/core/export/csv-cell.test.ts",
      named: "never begins as a formula does",
      says: "Error",
    },
  ],
};
