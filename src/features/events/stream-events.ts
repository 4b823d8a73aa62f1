import { cursorExpired } from "#features/events/cursor-expired";
import { eventStream, STREAM_TIMES, type StreamTimes } from "#features/events/event-stream";
import { readFeed } from "#features/events/queries";
import type { StreamQuery } from "#features/events/schemas";
import { eventView } from "#features/events/view";
import { holdsScope, requireScope, type Actor, type TenantContext } from "#platform/context";
import { numbersOf } from "#platform/number-access";
import { openPokes } from "#platform/pokes";

/** What a stream is asked with. */
export interface StreamAsk extends StreamQuery {
  /** The `Last-Event-ID` of a client that comes again; counts before `after`. */
  readonly lastEventId: number | undefined;
  /** Look again whether the credential is good. */
  readonly proveAgain: () => Promise<Actor | undefined>;
}

/**
 * The workspace's events as server-sent events, from a sequence or from now on, for as long as the client reads, the credential
 * is good, and at most ten minutes.
 *
 * @throws AppError `cursor_expired` when events after that sequence are no longer kept; `quota_exceeded` when the workspace has
 *   as many open streams as it may.
 */
export async function streamEvents(
  ctx: TenantContext,
  { after, lastEventId, types, proveAgain }: StreamAsk,
  times: StreamTimes = STREAM_TIMES,
): Promise<ReadableStream<Uint8Array>> {
  requireScope(ctx, "events:read");
  const asked = lastEventId ?? after;
  const access = numbersOf(ctx);
  const first = await readFeed(ctx.db, { after: asked ?? 0, types: null, limit: 1, access });
  if (asked !== undefined && asked < first.before) throw cursorExpired(first);
  const pokes = await openPokes(ctx);
  return eventStream(
    {
      read: (afterSeq, limit) =>
        readFeed(ctx.db, { after: afterSeq, types: types ?? null, limit, access }),
      view: (event) => eventView(ctx.tenant.id, event),
      isStillGood: async () => {
        const actor = await proveAgain();
        if (actor === undefined || !holdsScope(actor, "events:read")) return false;
        return JSON.stringify(numbersOf({ actor })) === JSON.stringify(access);
      },
      pokes,
    },
    { afterSeq: asked ?? first.latest, times },
  );
}
