import type { Id } from "#core/ids";
import { nextWork, type Batch } from "#features/webhooks/next-work";
import { postAll } from "#features/webhooks/post-all";
import { findWebhook, type WebhookRow } from "#features/webhooks/queries";
import { readNextDue } from "#features/webhooks/queries-log";
import { record } from "#features/webhooks/record";
import { openAll } from "#features/webhooks/secrets";
import { isOvertaken } from "#features/webhooks/writes";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { JobOf } from "#platform/queue/jobs";
import { wakeAt } from "#platform/wake";

/**
 * A run takes up new work for so long, ms; then the next one goes on. With the longest wait for a receiver behind it, it ends within
 * the 30 seconds that work may go on behind an invocation.
 */
const RUN_MS = 10_000;
/** Events that are written down at once, at most. */
const BATCH_MAX = 50;
/** Between two batches of a replay, ms: what happens now comes first, and a receiver has time for both. */
const REPLAY_PAUSE_MS = 2_000;
/** A run that could not go on is followed by another after this long, ms. */
const BROKEN_MS = 10_000;

/**
 * Post to a webhook what it has not been sent, unless another run does. The job is done at once and the run goes on behind it, so
 * that a receiver which is silent holds no place in the queue; the session object rings again for a run that is never heard of.
 */
export async function beginDelivery(
  ctx: ScopedContext,
  { webhookId }: JobOf<"webhooks.deliver">,
): Promise<void> {
  const token = await ctx.session.leaseWebhook(webhookId);
  if (token !== null) ctx.defer(runAndRelease(ctx, webhookId, token));
}

async function runAndRelease(
  ctx: ScopedContext,
  webhookId: Id<"webhook">,
  token: number,
): Promise<void> {
  let again = false;
  try {
    again = await deliverWebhook(ctx, webhookId);
  } catch (error) {
    log("error", "webhook.run_failed", { webhook: webhookId, ...describeError(error) });
    await wakeAt(ctx, "webhooks.due", ctx.nowMs() + BROKEN_MS);
  }
  try {
    await ctx.session.releaseWebhook(webhookId, { token, again });
  } catch (error) {
    log("warn", "webhook.not_released", { webhook: webhookId, ...describeError(error) });
  }
}

/** Post batch after batch, for a while. @returns Whether more can be posted at once. */
export async function deliverWebhook(
  ctx: ScopedContext,
  webhookId: Id<"webhook">,
): Promise<boolean> {
  const endMs = Date.now() + RUN_MS;
  while (Date.now() < endMs) {
    const step = await oneBatch(ctx, webhookId);
    if (step !== "on") return step === "again";
  }
  return true;
}

/** Nothing is owed now: have the webhook looked at when its next attempt is due. */
async function restUntilDue(ctx: ScopedContext, webhookId: Id<"webhook">): Promise<"rest"> {
  const dueAtMs = await readNextDue(ctx.db, webhookId);
  if (dueAtMs !== null) await wakeAt(ctx, "webhooks.due", dueAtMs);
  return "rest";
}

type Step = "on" | "again" | "rest";

async function oneBatch(ctx: ScopedContext, webhookId: Id<"webhook">): Promise<Step> {
  const row = await findWebhook(ctx.db, webhookId);
  if (row === undefined || row.status === "disabled") return "rest";
  if ((row.pausedUntil ?? 0) > ctx.nowMs()) {
    await wakeAt(ctx, "webhooks.due", row.pausedUntil ?? 0);
    return "rest";
  }
  // A receiver at which everything failed is asked with one event.
  const batch = await nextWork(ctx, row, row.failedRuns > 0 ? 1 : BATCH_MAX);
  return batch === null ? restUntilDue(ctx, row.id) : postBatch(ctx, row, batch);
}

async function postBatch(ctx: ScopedContext, row: WebhookRow, batch: Batch): Promise<Step> {
  const opened = await openAll(ctx, row);
  const attempts = await postAll(ctx, { url: row.url, opened, work: batch.work });
  try {
    const { dueAtMs } = await record(ctx, { row, batch, attempts });
    if (dueAtMs !== null) await wakeAt(ctx, "webhooks.due", dueAtMs);
  } catch (error) {
    // Another run has taken the same, or somebody has changed where the webhook stands: what it owes is read anew.
    if (!isOvertaken(error)) throw error;
    return "again";
  }
  if (batch.kind !== "replay") return "on";
  await wakeAt(ctx, "webhooks.due", ctx.nowMs() + REPLAY_PAUSE_MS);
  return "rest";
}
