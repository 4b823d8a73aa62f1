export const fault = {
  promise:
    "A tenant's tables are read by queries, and a batch that writes them is run by the one commit.",
  edits: [
    {
      file: "src/features/messages/cancel-message.ts",
      find: "  const row = seen(ctx, await findMessage(ctx.db, id));",
      put: `  const [lost] = await ctx.db.$client.batch([refuseClaimed(ctx.db, "msg_0")]);
  log("info", "lost", { lost, query: ctx.db.query.messages.findFirst() });
  const row = seen(ctx, await findMessage(ctx.db, id));`,
    },
  ],
  red: [
    {
      tests: "test/spine.test.ts",
      named: "is read by the queries of a slice",
      says: "features/messages/cancel-message.ts reads messages",
    },
    {
      tests: "test/spine.test.ts",
      named: "is run by the one commit",
      says: "features/messages/cancel-message.ts",
    },
  ],
};
