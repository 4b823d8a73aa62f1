import { filed } from "#features/search/filed";
import { findBefore, readBackfill } from "#features/search/queries";
import { fileMessages, isMovedMeanwhile, moveBackfill } from "#features/search/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Messages that one step files. */
const STEP = 200;

/**
 * File messages from before there was a search, newest first and below all that came since; a job goes on where a step ends. Once
 * all are filed it costs a read that finds nothing. Of runs side by side one files a step.
 */
export async function fileOldMessages(ctx: ScopedContext): Promise<void> {
  const mark = await readBackfill(ctx.db);
  if (mark === undefined) return;
  const rows = await findBefore(ctx.db, mark.before, STEP);
  const last = rows.at(-1);
  const entries = rows.flatMap((row, i) => filed(row, mark.nextRow - i) ?? []);
  const to = last === undefined ? null : { before: last.id, nextRow: mark.nextRow - rows.length };
  try {
    await commit(ctx, {
      statements: [...moveBackfill(ctx.db, mark, to), ...fileMessages(ctx.db, entries)],
    });
  } catch (error) {
    if (!isMovedMeanwhile(error)) throw error;
  }
  if (to !== null) await ctx.enqueue({ kind: "search.file", tenantId: ctx.tenant.id });
}
