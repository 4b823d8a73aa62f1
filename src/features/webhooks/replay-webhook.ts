import { AppError, fieldError } from "#core/errors";
import { REPLAYED_MS } from "#core/webhook/states";
import { changeWebhook } from "#features/webhooks/change-webhook";
import {
  readFirstAt,
  readHeadSeq,
  readSeqBefore,
  type WebhookRow,
} from "#features/webhooks/queries";
import { requireWebhook } from "#features/webhooks/require-webhook";
import type { ReplayBody, ReplayView } from "#features/webhooks/schemas";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Post once more what was told of the last 14 days, behind what happens now and slower. Who was posted an event gets the same id
 * and body again; what was never posted is posted as it is now.
 *
 * @throws AppError `not_found`; `invalid_state` for a disabled webhook, and while a replay goes on; `out_of_range` for what is
 *   too old, and for an end before the beginning.
 */
export async function replayWebhook(
  ctx: TenantContext,
  id: string,
  body: ReplayBody,
): Promise<ReplayView> {
  requireScope(ctx, "webhooks:write");
  const before = await requireWebhook(ctx, id);
  refuseBusy(before);
  const span = await spanOf(ctx, body);
  const view = { webhook_id: before.id, after_seq: span.afterSeq, to_seq: span.toSeq };
  const isEmpty = span.afterSeq >= span.toSeq;
  await changeWebhook(ctx, before, {
    set: isEmpty ? {} : { replaySeq: span.afterSeq, replayTo: span.toSeq },
    action: "webhook.replay",
    changes: { after_seq: span.afterSeq, to_seq: span.toSeq },
    answer: () => ({ status: 202, body: view }),
  });
  if (!isEmpty) await ctx.session.ringWebhooks([before.id]);
  return view;
}

function refuseBusy({ status, replaySeq }: WebhookRow): void {
  if (status === "disabled")
    throw new AppError("invalid_state", "The webhook is disabled: enable it first.");
  if (replaySeq !== null)
    throw new AppError("invalid_state", "A replay is under way: wait until it is over.");
}

async function spanOf(
  ctx: ScopedContext,
  body: ReplayBody,
): Promise<{ readonly afterSeq: number; readonly toSeq: number }> {
  const headSeq = await readHeadSeq(ctx.db);
  const afterSeq = await beginOf(ctx, body, headSeq);
  const end =
    body.until === undefined
      ? (body.to_seq ?? headSeq)
      : await readSeqBefore(ctx.db, Date.parse(body.until));
  return { afterSeq, toSeq: Math.min(end, headSeq) };
}

async function beginOf(
  ctx: ScopedContext,
  { since, after_seq: afterSeq }: ReplayBody,
  headSeq: number,
): Promise<number> {
  const oldestMs = ctx.nowMs() - REPLAYED_MS;
  if (since !== undefined) {
    const sinceMs = Date.parse(since);
    if (sinceMs < oldestMs) throw tooOld("/since");
    return readSeqBefore(ctx.db, sinceMs);
  }
  const from = afterSeq ?? headSeq;
  if (from < headSeq && ((await readFirstAt(ctx.db, from)) ?? 0) < oldestMs)
    throw tooOld("/after_seq");
  return from;
}

const tooOld = (pointer: string): AppError =>
  fieldError("out_of_range", pointer, "Only the last 14 days can be sent once more.");
