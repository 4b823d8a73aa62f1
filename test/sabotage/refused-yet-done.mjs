export const fault = {
  promise: "A call that is refused has changed nothing.",
  edits: [
    {
      file: "src/features/quick-replies/create-quick-reply.ts",
      find: "  const mediaId = await checkReply(ctx, { text, mediaId: given });",
      put: `  await ctx.db.$client.prepare("UPDATE quick_replies SET updated_at = updated_at + 1").run();
  const mediaId = await checkReply(ctx, { text, mediaId: given });`,
    },
  ],
  red: [
    {
      tests: "test/http/mutations.test.ts",
      named: "and what is refused changes nothing",
      says: "tenant quick_replies",
    },
  ],
};
