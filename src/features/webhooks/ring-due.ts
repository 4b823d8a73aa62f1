import { findEnabled, findNextDue, readHeadSeq, type WebhookRow } from "#features/webhooks/queries";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/** Ring for every webhook that is owed something now, and ask to be woken for what is due later. */
export async function ringDue(ctx: ScopedContext): Promise<void> {
  const rows = await findEnabled(ctx.db);
  if (rows.length === 0) return;
  const [dues, headSeq] = await Promise.all([findNextDue(ctx.db), readHeadSeq(ctx.db)]);
  const nowMs = ctx.nowMs();
  const owed = rows.map((row) => {
    const dueAtMs = dues.find(({ webhookId }) => webhookId === row.id)?.dueAtMs ?? Infinity;
    return { id: row.id, atMs: owedAt(row, { dueAtMs, headSeq }) };
  });
  const now = owed.filter(({ atMs }) => atMs <= nowMs).map(({ id }) => id);
  if (now.length > 0) await ctx.session.ringWebhooks(now);
  const nextAtMs = Math.min(...owed.map(({ atMs }) => atMs).filter((atMs) => atMs > nowMs));
  if (nextAtMs !== Infinity) await wakeAt(ctx, "webhooks.due", nextAtMs);
}

/** When something is owed, Unix ms: 0 for at once, unless the webhook is left alone until then. */
function owedAt(
  { cursor, replaySeq, pausedUntil }: WebhookRow,
  { dueAtMs, headSeq }: { readonly dueAtMs: number; readonly headSeq: number },
): number {
  const atMs = cursor < headSeq || replaySeq !== null ? 0 : dueAtMs;
  return Math.max(atMs, pausedUntil ?? 0);
}
