import { AppError, notFound } from "#core/errors";
import { isId } from "#core/ids";
import { attemptIn, deliveryView } from "#features/webhooks/list-deliveries";
import { prefixOf } from "#features/webhooks/packed-log";
import { findLogRow } from "#features/webhooks/queries-log";
import { requireWebhook } from "#features/webhooks/require-webhook";
import type { DeliveryView } from "#features/webhooks/schemas-deliveries";
import { endPause } from "#features/webhooks/writes";
import { upsertRetries } from "#features/webhooks/writes-log";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Post once more what an attempt posted, now, whatever became of it. It counts as one more attempt.
 *
 * @throws AppError `not_found`, `invalid_state` while the webhook is disabled.
 */
export async function retryDelivery(ctx: TenantContext, id: string): Promise<DeliveryView> {
  requireScope(ctx, "webhooks:write");
  const found = isId("delivery", id) ? await findLogRow(ctx.db, prefixOf(id)) : null;
  const attempt = found === null ? undefined : await attemptIn(found, id);
  if (found === null || attempt === undefined || !isId("delivery", id)) throw notFound();
  const webhook = await requireWebhook(ctx, found.webhookId);
  if (webhook.status === "disabled")
    throw new AppError("invalid_state", "The webhook is disabled: enable it first.");
  const nowMs = ctx.nowMs();
  const retry = { seq: attempt.seq, attempts: attempt.attempt, nextAttemptAt: nowMs };
  const view: DeliveryView = {
    ...deliveryView(webhook, { id, attempt, retry }),
    outcome: "pending",
    next_attempt_at: new Date(nowMs).toISOString(),
  };
  await commit(ctx, {
    statements: [upsertRetries(ctx.db, webhook.id, [retry]), endPause(ctx.db, webhook.id)],
    audit: { action: "delivery.retry", target: id },
    answer: { status: 202, body: view },
  });
  await ctx.session.ringWebhooks([webhook.id]);
  return view;
}
