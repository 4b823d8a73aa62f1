import type { EventType } from "#core/event/catalogue";
import { readFeed, type FeedPage, type StoredEvent } from "#features/events/queries";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { JobOf } from "#platform/queue/jobs";

/**
 * Something that follows what happens in a workspace. It is called by a job behind the commit, in the ledger's order, at least
 * once: after a crash or a failure the same events come again.
 */
export interface EventSubscriber {
  /** Under which its cursor is kept; never renamed, or it begins anew. */
  readonly name: string;
  /** The types that it wants; null wants all. It is not called for a page without one. */
  readonly types: ReadonlySet<EventType> | null;
  /** Take events in, all of them or none: a rejection brings the whole page again, later. */
  readonly take: (ctx: ScopedContext, events: readonly StoredEvent[]) => Promise<void>;
}

/** Events that a subscriber gets at once. */
const PAGE_MAX = 500;
/** Pages that one job hands out to one subscriber; then the next job goes on. */
const PAGES_MAX = 20;

/**
 * Hand what was committed to every subscriber, each from where it stands: one that fails holds up no other and is called again
 * with growing pauses. One that was never called begins behind `afterSeq`.
 */
export async function dispatchEvents(
  ctx: ScopedContext,
  { afterSeq }: JobOf<"events.dispatch">,
  subscribers: readonly EventSubscriber[],
): Promise<void> {
  const pages = newPages(ctx);
  const cursors: Cursors = subscribers.length === 0 ? {} : await ctx.session.cursors();
  const ends = await Promise.all(
    subscribers.map(async (subscriber) => {
      const fromSeq = cursors[subscriber.name] ?? afterSeq;
      return { subscriber, ...(await advance(ctx, subscriber, { fromSeq, pages })) };
    }),
  );
  await ctx.session.dispatched({
    moved: Object.fromEntries(ends.map(({ subscriber, seq }) => [subscriber.name, seq])),
    isWhole: ends.every(({ isWhole }) => isWhole),
    subscribers: subscribers.length,
  });
}

/** How far each subscriber has come, by its name. */
type Cursors = Readonly<Record<string, number>>;
type Pages = (afterSeq: number) => Promise<FeedPage>;

/** Subscribers mostly stand at the same place, so a page is read once. */
function newPages(ctx: ScopedContext): Pages {
  const read = new Map<number, Promise<FeedPage>>();
  return (afterSeq) => {
    const known = read.get(afterSeq);
    if (known !== undefined) return known;
    const page = readFeed(ctx.db, { after: afterSeq, types: null, limit: PAGE_MAX, access: null });
    read.set(afterSeq, page);
    return page;
  };
}

/** @returns How far the subscriber has come, and whether that is the end of the ledger. */
async function advance(
  ctx: ScopedContext,
  { name, types, take }: EventSubscriber,
  { fromSeq, pages }: { readonly fromSeq: number; readonly pages: Pages },
): Promise<{ readonly seq: number; readonly isWhole: boolean }> {
  let seq = fromSeq;
  try {
    for (let i = 0; i < PAGES_MAX; i++) {
      const { events } = await pages(seq);
      const last = events.at(-1);
      if (last === undefined) return { seq, isWhole: true };
      const wanted = events.filter(({ type }) => types === null || types.has(type));
      if (wanted.length > 0) await take(ctx, wanted);
      seq = last.seq;
    }
  } catch (error) {
    log("error", "events.not_taken", { subscriber: name, seq, ...describeError(error) });
  }
  return { seq, isWhole: false };
}
