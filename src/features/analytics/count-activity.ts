import { marketOf } from "#core/analytics/market";
import { waitingSince } from "#core/analytics/reply-times";
import { slotOf } from "#core/analytics/slot";
import {
  addCounts,
  COUNT,
  countProgress,
  countReply,
  isAnswer,
  type Counts,
  type Progress,
} from "#core/analytics/tally";
import type { EventType } from "#core/event/catalogue";
import { billedBy } from "#features/analytics/billed-by";
import {
  readActivity,
  readBefore,
  readCounted,
  type CountedRow,
} from "#features/analytics/queries-counting";
import { keepActivity, type ActivityWrite } from "#features/analytics/writes";
import type { EventSubscriber, StoredEvent } from "#features/events/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** What one event adds to which row. */
interface Added {
  readonly seq: number;
  readonly slot: number;
  readonly numberId: string;
  readonly counts: Counts;
}

/** The row with what it does not count yet; null when it counts everything. */
function rowOf(
  group: readonly Added[],
  kept: Awaited<ReturnType<typeof readActivity>>,
): ActivityWrite | null {
  const [{ slot, numberId } = { slot: 0, numberId: "" }] = group;
  const row = kept.find((one) => one.slot === slot && one.numberId === numberId);
  const knownSeq = row?.seq ?? 0;
  const news = group.filter(({ seq }) => seq > knownSeq);
  const seq = news.at(-1)?.seq;
  if (seq === undefined) return null;
  const counts = news.reduce((sum, { counts: more }) => addCounts(sum, more), row?.counts ?? {});
  return { slot, numberId, knownSeq, seq, counts };
}

async function addedBy(
  ctx: ScopedContext,
  events: readonly StoredEvent[],
): Promise<readonly Added[]> {
  const rows = await readCounted(ctx.db, [...new Set(events.flatMap(messageOf))]);
  const answers = events.flatMap((event) => {
    const row = ANSWERS.has(event.type) ? rows.get(String(event.data["message_id"])) : undefined;
    return row !== undefined && isAnswer(row) ? [row] : [];
  });
  const before = await readBefore(ctx.db, answers);
  const billed = await billedBy(ctx, events, rows);
  return events.flatMap((event) => {
    const row = rows.get(String(event.data["message_id"]));
    const thread = row === undefined ? [] : (before.get(row.id) ?? []);
    const counts = addCounts(
      COUNTERS[event.type]?.(event, row, thread) ?? {},
      row !== undefined && billed.has(event.seq) ? billOf(row) : {},
    );
    if (Object.keys(counts).length === 0) return [];
    const number = event.data["number_id"];
    return [
      {
        seq: event.seq,
        slot: slotOf(happenedAt(event)),
        numberId: typeof number === "string" ? number : "",
        counts,
      },
    ];
  });
}

/** With these the business answers. */
const ANSWERS: ReadonlySet<string> = new Set(["message.queued", "message.echoed"]);

const messageOf = ({ data }: StoredEvent): readonly string[] =>
  typeof data["message_id"] === "string" ? [data["message_id"]] : [];

/** By Meta's clock where the event says, else when it was written down. */
function happenedAt({ data, atMs }: StoredEvent): number {
  const said = Date.parse(String(data["at"]));
  return Number.isNaN(said) ? atMs : said;
}

type Counter = (event: StoredEvent, row: CountedRow | undefined, before: Before) => Counts;
type Before = Parameters<typeof waitingSince>[0];

const one = (name: string) => (): Counts => ({ [name]: 1 });
const progress: Counter = (event, row) => (row === undefined ? {} : progressOf(event, row));

/** What an event of a type counts. */
const COUNTERS: Partial<Record<EventType, Counter>> = {
  "message.received": one(COUNT.received),
  "message.echoed": (event, row, before) => ({ [COUNT.echoed]: 1, ...replyOf(event, row, before) }),
  "message.queued": replyOf,
  "message.sent": progress,
  "message.delivered": progress,
  "message.read": progress,
  "message.failed": progress,
  "conversation.created": one(COUNT.conversations),
  "contact.created": one(COUNT.contacts),
  "consent.granted": one(COUNT.optIns),
  "consent.withdrawn": one(COUNT.optOuts),
};

/**
 * Counts what happens, by quarter of an hour and number: one row written for each that a page of the ledger touches. Each row
 * knows the last event that it counts, so one that is brought again counts once.
 */
export const activitySubscriber: EventSubscriber = {
  name: "activity",
  // Safe: the table's names are types.
  types: new Set(Object.keys(COUNTERS) as EventType[]),
  take: async (ctx, events) => {
    const added = await addedBy(ctx, events);
    if (added.length === 0) return;
    const groups = Map.groupBy(added, ({ slot, numberId }) => JSON.stringify([slot, numberId]));
    const places = [...groups.keys()].map((key) => JSON.parse(key) as [number, string]);
    const kept = await readActivity(ctx.db, places);
    const rows = [...groups.values()].flatMap((group) => rowOf(group, kept) ?? []);
    if (rows.length > 0) await commit(ctx, { statements: keepActivity(ctx.db, rows) });
  },
};

function replyOf(event: StoredEvent, row: CountedRow | undefined, before: Before): Counts {
  const since = row !== undefined && isAnswer(row) ? waitingSince(before) : null;
  if (since === null) return {};
  const seconds = Math.max(0, Math.round((happenedAt(event) - since) / 1000));
  return countReply(seconds, row?.author ?? null);
}

function progressOf(event: StoredEvent, row: CountedRow): Counts {
  const what = event.type.slice("message.".length) as Progress;
  return Object.fromEntries(countProgress(what, row).map((name) => [name, 1]));
}

/** What a message that Meta delivered costs, as far as Meta said. */
function billOf({ billable, priceCategory, phone }: CountedRow): Counts {
  if (billable === null || priceCategory === null) return {};
  return { [COUNT.billed(priceCategory, marketOf(phone) ?? "unknown", billable === 0)]: 1 };
}
