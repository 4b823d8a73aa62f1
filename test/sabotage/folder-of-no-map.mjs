export const fault = {
  promise: "Whatever is kept in the bucket lies in a folder that the data map names.",
  edits: [
    {
      file: "src/features/exports/expire-files.ts",
      find: "`exports/${id}/`",
      put: "`pieces/${id}/`",
    },
  ],
  red: [
    {
      tests: "test/features/exports/exports.test.ts",
      says: "not in the data map: pieces/",
    },
  ],
};
