export const fault = {
  promise: "The same bad news is told once a day.",
  edits: [
    {
      file: "src/features/alerts/writes.ts",
      find: "AND NOT EXISTS (SELECT 1 FROM alerts WHERE id >= ?2 AND kind = ?3 AND subject IS ?4)",
      put: "AND ?2 IS NOT NULL AND ?3 IS NOT NULL AND (?4 IS NULL OR ?4 IS NOT NULL)",
    },
  ],
  red: [
    {
      tests: "test/features/alerts/alerts.test.ts",
      named: "of one thing is raised again only after a day",
      says: "to deeply equal",
    },
  ],
};
