export const fault = {
  promise: "A file whose declared length is beyond the limit is refused before it is read.",
  edits: [
    {
      file: "src/features/imports/receive-upload.ts",
      find: "if (declared > FORM_BYTES_MAX) {",
      put: "if (declared < 0) {",
    },
  ],
  red: [
    {
      tests: "test/features/imports/hard-input.test.ts",
      named: "63 more than 200 MB as declared is refused at once",
      says: "AssertionError",
    },
  ],
};
