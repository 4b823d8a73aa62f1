export const fault = {
  promise: "A filter means the same to the database as to whoever is asked of one contact.",
  edits: [
    {
      file: "src/db/tenant/compile-field.ts",
      find: "return `${isText} AND substr(${value}, 1, length(${asked}->>1)) = ${asked}->>1`;",
      put: "return `substr(${value}, 1, length(${asked}->>1)) = ${asked}->>1`;",
    },
  ],
  red: [
    {
      tests: "test/db/tenant/compile-filter.test.ts",
      named: "selects whom the filter means, for any filter",
      says: "AssertionError",
    },
  ],
};
