import type { z } from "@hono/zod-openapi";

import { isId } from "#core/ids";
import type { DeliveryOutcome } from "#core/webhook/states";
import {
  attemptId,
  placeOf,
  prefixOf,
  unpack,
  type LoggedAttempt,
} from "#features/webhooks/packed-log";
import type { WebhookRow } from "#features/webhooks/queries";
import { findLog, findRetries, type LogRow, type RetryRow } from "#features/webhooks/queries-log";
import { requireWebhook } from "#features/webhooks/require-webhook";
import type {
  DeliveriesQuery,
  DeliveryPage,
  DeliveryView,
} from "#features/webhooks/schemas-deliveries";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { encodeCursor, idAfter } from "#platform/http/cursor";

/** Rows of the log that one page unpacks, at most. */
const ROWS_MAX = 50;

/**
 * What was posted to a webhook in the last 14 days, attempt by attempt, the newest first. With filters a page may be short while
 * more follow.
 *
 * @throws AppError `not_found`, `invalid_cursor`.
 */
export async function listDeliveries(
  ctx: TenantContext,
  id: string,
  { limit, after, ...filters }: DeliveriesQuery,
): Promise<z.infer<typeof DeliveryPage>> {
  requireScope(ctx, "webhooks:read");
  const row = await requireWebhook(ctx, id);
  const list = { name: `deliveries ${row.id}`, kind: "delivery", filters } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findLog(ctx.db, row.id, {
    upTo: before === undefined ? null : prefixOf(before),
    limit: ROWS_MAX,
  });
  const seen = (await viewsOf(ctx, row, rows)).filter(
    (view) => before === undefined || view.id < before,
  );
  const wanted = seen.filter((view) => isWanted(view, filters));
  const shown = wanted.slice(0, limit);
  const isCut = wanted.length > limit;
  const last = isCut ? shown.at(-1) : seen.at(-1);
  const hasMore = last !== undefined && (isCut || rows.length === ROWS_MAX);
  return {
    data: shown,
    has_more: hasMore,
    next_cursor: hasMore ? await encodeCursor(ctx, list, [last.id]) : null,
  };
}

/** The attempts of rows, the newest first. */
async function viewsOf(
  ctx: ScopedContext,
  webhook: WebhookRow,
  rows: readonly LogRow[],
): Promise<readonly DeliveryView[]> {
  const unpacked = await Promise.all(
    rows.map(async (row) => ({ row, attempts: await unpack(row.attempts) })),
  );
  const failed = unpacked.flatMap(({ attempts }) =>
    attempts.flatMap(({ seq, error }) => (error === null ? [] : [seq])),
  );
  const retries = await findRetries(ctx.db, webhook.id, [...new Set(failed)]);
  return unpacked.flatMap(({ row, attempts }) =>
    attempts
      .map((attempt, place) =>
        deliveryView(webhook, {
          id: attemptId(row.id, place),
          attempt,
          retry: retries.get(attempt.seq),
        }),
      )
      .toReversed(),
  );
}

const isWanted = (
  view: DeliveryView,
  { outcome, event_id: eventId }: Pick<DeliveriesQuery, "outcome" | "event_id">,
): boolean =>
  (outcome === undefined || view.outcome === outcome) &&
  (eventId === undefined || view.event_id === eventId);

/** An attempt with what became of its delivery since. */
export interface KnownAttempt {
  readonly id: DeliveryView["id"];
  readonly attempt: LoggedAttempt;
  /** The delivery waits for another attempt. */
  readonly retry: RetryRow | undefined;
}

/** The wire shape of an attempt. */
export function deliveryView(
  { id: webhookId, status }: WebhookRow,
  { id, attempt, retry }: KnownAttempt,
): DeliveryView {
  const outcome = outcomeOf(attempt, retry);
  const isAwaited = outcome === "pending" && status === "enabled";
  return {
    id,
    webhook_id: webhookId,
    event_id: attempt.eventId,
    seq: attempt.seq,
    type: attempt.type,
    attempt: attempt.attempt,
    outcome,
    status_code: attempt.statusCode,
    latency_ms: attempt.latencyMs,
    error: attempt.error,
    response: attempt.response,
    at: new Date(attempt.atMs).toISOString(),
    next_attempt_at:
      isAwaited && retry !== undefined ? new Date(retry.nextAttemptAt).toISOString() : null,
  };
}

function outcomeOf(
  { error, attempt, nextAttemptAtMs }: LoggedAttempt,
  retry: RetryRow | undefined,
): DeliveryOutcome {
  if (error === null) return "succeeded";
  if (retry !== undefined && retry.attempts === attempt) return "pending";
  return nextAttemptAtMs === null ? "abandoned" : "failed";
}

/** The attempt of that id; undefined when it is none, or kept no longer. */
export async function attemptIn(row: LogRow, id: string): Promise<LoggedAttempt | undefined> {
  return isId("delivery", id) ? (await unpack(row.attempts))[placeOf(id)] : undefined;
}
