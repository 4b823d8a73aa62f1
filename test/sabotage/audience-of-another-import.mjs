export const fault = {
  promise:
    "A campaign to an import is for those whom that import made or found, and for nobody else.",
  edits: [
    {
      file: "src/features/campaigns/queries-audience.ts",
      find: "json_each(s.created) e WHERE s.import_id = ${id}",
      put: "json_each(s.created) e WHERE ${id} <> ''",
    },
  ],
  red: [
    {
      tests: "test/features/campaigns/import-audience.test.ts",
      named: "is for those whom it made, changed or found, each once",
      says: "AssertionError",
    },
  ],
};
