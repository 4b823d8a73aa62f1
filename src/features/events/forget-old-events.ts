import { EVENTS_KEPT_MS } from "#core/event/retention";
import { forgetEvents } from "#db/tenant/forget-events";
import { readOldest } from "#features/events/queries";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Rows that one sweep forgets, at most; the next goes on. */
const ROWS_MAX = 2_000;

/** Forget what was told longer ago than events are kept. One row is read when there is nothing to forget. */
export async function forgetOldEvents(ctx: ScopedContext): Promise<void> {
  const beforeMs = ctx.nowMs() - EVENTS_KEPT_MS;
  const oldest = await readOldest(ctx.db);
  if (oldest === null || oldest.atMs >= beforeMs) return;
  await commit(ctx, { statements: [forgetEvents(ctx.db, { beforeMs, rowsMax: ROWS_MAX })] });
}
