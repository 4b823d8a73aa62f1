export const fault = {
  promise: "Nobody changes what was done, in the audit trail, unseen.",
  edits: [
    {
      file: "src/core/audit/sealed-record.ts",
      find: "    changes: row.changes,\n",
      put: "",
    },
  ],
  red: [
    {
      tests: "test/features/audit/audit.test.ts",
      named: "tells what was changed, taken away, or put in",
      says: "AssertionError",
    },
    {
      tests: "test/core/audit/sealed-record.test.ts",
      named: "has another head when anything in any row is changed",
      says: "Property failed",
    },
  ],
};
