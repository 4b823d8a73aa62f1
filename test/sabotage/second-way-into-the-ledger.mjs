export const fault = {
  promise: "Events enter the ledger through the one commit, and their builders alone make them.",
  edits: [
    {
      file: "src/features/messages/settle-orphans.ts",
      find: "  const ids = [",
      put: `  await ctx.db.$client.batch([
    appendEvents(
      ctx.db,
      [{ type: "contact.created", data: { contact_id: ctx.newId("contact") } }],
      { atMs: 0, fence: null },
    ),
  ]);
  const ids = [`,
    },
    {
      file: "src/features/messages/settle-orphans.ts",
      find: 'import { applyFacts } from "#db/tenant/apply-facts";',
      put: `import { appendEvents } from "#db/tenant/append-events";
import { applyFacts } from "#db/tenant/apply-facts";`,
    },
  ],
  red: [
    {
      tests: "test/spine.test.ts",
      named: "enters the ledger through the one commit",
      says: "features/messages/settle-orphans.ts",
    },
    {
      tests: "test/spine.test.ts",
      named: "is made by a builder of its noun",
      says: "features/messages/settle-orphans.ts makes",
    },
  ],
};
