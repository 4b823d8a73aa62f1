export const fault = {
  promise: "Wherever an import is cut off, each row of its file counts once.",
  edits: [
    {
      file: "src/features/imports/writes.ts",
      find: "id = ?1 AND slices = ?2 AND status IN ('queued', 'running'))\",\n      id,\n      slices,\n    ),\n    statement(",
      put: 'id = ?1 AND ?2 >= 0)",\n      id,\n      slices,\n    ),\n    statement(',
    },
  ],
  red: [
    {
      tests: "test/features/imports/crash.test.ts",
      named: "is run twice at once, and every row counts once",
      says: "Error",
    },
  ],
};
