import type { EventType } from "#core/event/catalogue";
import { eventIdOf } from "#core/event/event-id";
import type { Id } from "#core/ids";
import { bodyOf } from "#core/webhook/body";
import type { StoredEvent } from "#features/events/index";
import { unpack, type LoggedAttempt } from "#features/webhooks/packed-log";
import type { WebhookRow } from "#features/webhooks/queries";
import { findBodies } from "#features/webhooks/queries-log";
import { readPosted } from "#features/webhooks/queries-messages";
import type { ScopedContext } from "#platform/context";

/** One event that is to be posted now. */
export interface Work {
  readonly seq: number;
  readonly eventId: Id<"event">;
  readonly type: EventType;
  /** Which attempt it is, from 1. */
  readonly attempt: number;
  readonly body: string;
  readonly contactId: Id<"contact"> | null;
  /** Its body is not in the log yet. */
  readonly isFirst: boolean;
}

/** First attempts of events, with bodies made now. */
export async function firstWork(
  ctx: ScopedContext,
  { payload }: WebhookRow,
  events: readonly StoredEvent[],
): Promise<readonly Work[]> {
  const ids = payload === "thin" ? [] : events.flatMap(({ data }) => data["message_id"] ?? []);
  const messages = await readPosted(ctx.db, [...new Set(ids.map(String))]);
  return events.map(({ seq, type, atMs, data }) => {
    const id = eventIdOf(ctx.tenant.id, atMs, seq);
    const event = { id, seq, type, atMs, workspaceId: ctx.tenant.id, data };
    const { text, contactId } = bodyOf(
      payload,
      event,
      messages.get(String(data["message_id"])) ?? null,
    );
    return { seq, eventId: id, type, attempt: 1, body: text, contactId, isFirst: true };
  });
}

/** What was posted of events, by their sequence, as far as it is kept: it is posted again as it was. */
export async function loggedBodies(
  ctx: ScopedContext,
  webhookId: Id<"webhook">,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, LoggedAttempt & { readonly body: string }>> {
  if (seqs.length === 0) return new Map();
  const rows = await findBodies(ctx.db, webhookId, seqs);
  const attempts = (await Promise.all(rows.map((row) => unpack(row.attempts)))).flat();
  return new Map(
    attempts.flatMap((attempt) =>
      attempt.body === null ? [] : [[attempt.seq, { ...attempt, body: attempt.body }] as const],
    ),
  );
}

/** Another attempt of what was posted before. */
export const workAgain = (
  { seq, eventId, type, body, contactId }: LoggedAttempt & { readonly body: string },
  attempt: number,
): Work => ({ seq, eventId, type, attempt, body, contactId, isFirst: false });
