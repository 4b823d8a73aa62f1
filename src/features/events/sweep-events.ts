import { statement } from "#db/statement";
import type { ScopedContext } from "#platform/context";

/** A commit tells the session object at once; one that was told to nobody is found while it is young. */
const RECENT_MS = 15 * 60_000;

const HEAD = "SELECT seq, count, at FROM events ORDER BY seq DESC LIMIT 1";

/** Tell the session object again how far the ledger goes, in case the last commit could not. An idle workspace is left alone. */
export async function sweepEvents(ctx: ScopedContext): Promise<void> {
  const head = await statement(ctx.db, HEAD).first<{ seq: number; count: number; at: number }>();
  if (head === null || head.seq === 0 || head.at < ctx.nowMs() - RECENT_MS) return;
  await ctx.session.committed({ afterSeq: head.seq - head.count, seq: head.seq });
}
