export const fault = {
  promise: "Whoever is limited to some numbers finds nothing of another one.",
  edits: [
    {
      file: "src/features/search/search-inbox.ts",
      find: "rows.filter(({ numberId }) => seesNumber(ctx, numberId))",
      put: "rows",
    },
    {
      file: "src/features/messages/get-message.ts",
      find: "seen(ctx, (await findMessage(ctx.db, id)) ?? (await findArchived(ctx, id)))",
      put: "(await findMessage(ctx.db, id)) ?? (await findArchived(ctx, id))",
    },
  ],
  red: [
    {
      tests: "test/http/hidden-number.test.ts",
      named: "is not there for whoever is limited to others",
      says: "expected [ 200,",
    },
    {
      tests: "test/http/hidden-number.test.ts",
      named: "stands in no answer to them, and in many to others",
      says: "search",
    },
  ],
};
