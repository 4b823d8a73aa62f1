import { readHead } from "#features/events/queries";
import type { ScopedContext } from "#platform/context";

/** A commit tells the session object at once; one that was told to nobody is found while it is young. */
const RECENT_MS = 15 * 60_000;

/** Tell the session object again how far the ledger goes, in case the last commit could not. An idle workspace is left alone. */
export async function sweepEvents(ctx: ScopedContext): Promise<void> {
  const head = await readHead(ctx.db);
  if (head === null || head.seq === 0 || head.atMs < ctx.nowMs() - RECENT_MS) return;
  await ctx.session.committed({ afterSeq: head.seq - head.count, seq: head.seq });
}
