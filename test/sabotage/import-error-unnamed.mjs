export const fault = {
  promise: "What is wrong with a row of a file is told by the column whose cell it is.",
  edits: [
    {
      file: "src/core/import/row.ts",
      find: "else this.faults.push(faultOfCell(header, text, value.error));",
      put: 'else this.faults.push(faultOfCell("", text, value.error));',
    },
  ],
  red: [
    {
      tests: "test/features/imports/declared-fields.test.ts",
      named: "is told by column and code",
      says: "AssertionError",
    },
  ],
};
