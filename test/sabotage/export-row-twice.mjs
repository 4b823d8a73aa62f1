export const fault = {
  promise: "An export that two runs write at once takes each piece from one of them.",
  edits: [
    {
      file: "src/features/exports/writes.ts",
      find: "EXISTS (SELECT 1 FROM exports WHERE id = ?1 AND cursor IS ?2 AND json_array_length(pieces) = ?3 AND status IN ('queued', 'running'))",
      put: "?1 IS NOT NULL OR ?2 IS ?3",
    },
  ],
  red: [
    {
      tests: "test/features/exports/crash.test.ts",
      named: "that two runs write at once",
      says: "Error",
    },
  ],
};
