export const fault = {
  promise: "Of several reactions the one that was made last stands, whichever is delivered last.",
  edits: [
    {
      file: "src/features/messages/queries-reactions.ts",
      find: "max(format('%015d', ${MADE_AT}) || coalesce(m.wamid, '')) AS newest",
      put: "max(m.id) AS newest",
    },
  ],
  red: [
    {
      tests: "test/features/messages/reactions.test.ts",
      named: "takes the place of the one before, whichever comes first",
      says: "AssertionError",
    },
  ],
};
