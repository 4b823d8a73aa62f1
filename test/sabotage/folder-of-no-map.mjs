export const fault = {
  promise: "Whatever is kept in the bucket lies in a folder that the data map names.",
  edits: [
    {
      file: "src/features/privacy/build-access.ts",
      find: "`access/${id}/",
      put: "`copies/${id}/",
    },
  ],
  red: [
    {
      tests: "test/features/privacy/erasure.test.ts",
      says: "not in the data map: copies/",
    },
  ],
};
