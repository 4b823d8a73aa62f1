export const fault = {
  promise: "Each table of a tenant is written by one slice.",
  edits: [
    {
      file: "src/features/inbound/writes.ts",
      find: "/** Forget the changes that were seen",
      put: `/** Block a person on the way. */
export const block = (db: TenantDb, id: string): Statement =>
  statement(db, "UPDATE contacts SET blocked = 1 WHERE id = ?1", id);

/** Forget the changes that were seen`,
    },
    {
      file: "src/features/messages/sweep-outbox.ts",
      find: "  await markLost(ctx, lost, { campaigns: false });",
      put: `  await ctx.db.update(numbers).set({ status: "paused" });
  await markLost(ctx, lost, { campaigns: false });`,
    },
  ],
  red: [
    {
      tests: "test/spine.test.ts",
      named: "is written by its owner alone",
      says: "features/inbound/writes.ts writes contacts",
    },
    {
      tests: "test/spine.test.ts",
      named: "is written by its owner alone",
      says: "features/messages/sweep-outbox.ts writes numbers",
    },
  ],
};
