import { readTold, type CountedRow } from "#features/analytics/queries-counting";
import type { StoredEvent } from "#features/events/index";
import type { ScopedContext } from "#platform/context";

type Told = Pick<StoredEvent, "seq" | "type" | "data">;

const idOf = ({ data }: Told): string => String(data["message_id"]);

/**
 * The events, by sequence, with which a message counts as billed: Meta charges for what it delivers, and tells of it as delivered, as
 * read, or as both in whatever order. The first of the two in the ledger counts, so that each message counts once. Where the page
 * does not say which that is, the ledger around it is looked at; that is seldom so.
 */
export async function billedBy(
  ctx: ScopedContext,
  events: readonly Told[],
  rows: ReadonlyMap<string, CountedRow>,
): Promise<ReadonlySet<number>> {
  const arrivals = events.filter(
    (event) => event.type === "message.delivered" || event.type === "message.read",
  );
  const firsts = [...Map.groupBy(arrivals, idOf).values()].flatMap(([first]) => first ?? []);
  // Read already: was it told before this page?
  const late = firsts.filter(
    (event) =>
      event.type === "message.delivered" && typeof rows.get(idOf(event))?.readAt === "number",
  );
  // Delivered already: before this page, or behind it?
  const early = firsts.filter(
    (event) =>
      event.type === "message.read" && typeof rows.get(idOf(event))?.deliveredAt === "number",
  );
  const inPage = new Set(
    arrivals.filter(({ type }) => type === "message.delivered").map((event) => idOf(event)),
  );
  const open = early.filter((event) => !inPage.has(idOf(event)));
  const [readBefore, deliveredAfter] = await Promise.all([
    readTold(ctx.db, late.map(idOf), { event: "message.read", before: events[0]?.seq ?? 0 }),
    readTold(ctx.db, open.map(idOf), {
      event: "message.delivered",
      after: events.at(-1)?.seq ?? 0,
    }),
  ]);
  const isBilled = (event: Told): boolean => {
    const id = idOf(event);
    if (late.includes(event)) return !readBefore.has(id);
    return open.includes(event) ? deliveredAfter.has(id) : true;
  };
  return new Set(firsts.filter(isBilled).map(({ seq }) => seq));
}
