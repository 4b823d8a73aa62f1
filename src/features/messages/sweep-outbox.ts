import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import { applyFacts } from "#db/tenant/apply-facts";
import { NUMBER_SENDS } from "#db/tenant/number-sends";
import { messageUnknown } from "#features/messages/events";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A claim older than this belongs to a run that is gone, ms. */
export const CLAIM_LOST_MS = 60_000;
/** A queued message older than this has lost its doorbell, ms. */
const QUEUED_TOO_LONG_MS = 15_000;
const LOST_MAX = 200;

/** The lost claims among the rows of no campaign. `?1` = claimed before, `?2` = at most. */
const LOST = `SELECT id, number_id numberId, contact_id contactId, conversation_id conversationId, campaign_id campaignId,
  client_ref clientRef, claim FROM messages
  WHERE campaign_id IS NULL AND state IN ('queued','sending') AND state = 'sending' AND claimed_at < ?1 LIMIT ?2`;

const WAITING = `SELECT 1 FROM messages
  WHERE campaign_id IS NULL AND state IN ('queued','sending') AND state = 'queued' AND queued_at < ?1
    AND (due_at IS NULL OR due_at <= ?2)
    AND number_id IN (SELECT id FROM numbers WHERE ${NUMBER_SENDS}) LIMIT 1`;

/** A row whose run is gone. */
export interface LostRow {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly clientRef: string | null;
  readonly claim: string | null;
}

/**
 * What a crash left of the outbox: a claim that nobody finished becomes `unknown` (it may have been sent, so nobody sends it
 * again), and queued messages whose doorbell was lost get a new one.
 */
export async function sweepOutbox(ctx: ScopedContext): Promise<void> {
  const nowMs = ctx.nowMs();
  const [lost, waiting] = await ctx.db.$client.batch<LostRow>([
    statement(ctx.db, LOST, nowMs - CLAIM_LOST_MS, LOST_MAX),
    statement(ctx.db, WAITING, nowMs - QUEUED_TOO_LONG_MS, nowMs),
  ]);
  await markLost(ctx, lost?.results ?? [], { campaigns: false });
  if ((waiting?.results.length ?? 0) > 0)
    await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
}

/** Call rows of a run that is gone `unknown`, each with its event. */
export async function markLost(
  ctx: ScopedContext,
  rows: readonly LostRow[],
  options: { readonly campaigns: boolean },
): Promise<void> {
  if (rows.length === 0) return;
  const facts = rows.map(({ id, claim }) => ({
    id,
    state: "unknown" as const,
    ...(claim === null ? {} : { claim }),
  }));
  await commit(ctx, {
    statements: applyFacts(ctx.db, facts, ctx.nowMs(), options),
    events: rows.map((row) => messageUnknown(row, "claim_lost")),
  });
}
