import type { EventType } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { EventSubscriber, StoredEvent } from "#features/events/index";
import { filed } from "#features/search/filed";
import { findMessagesById } from "#features/search/queries";
import { fileMessages, refileMessages, unfile } from "#features/search/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

const CHANGED: ReadonlySet<EventType> = new Set(["message.edited", "message.deleted"]);

/**
 * Files the words of messages behind the acts that wrote them. What is filed is the message as it is then, once: its place is the
 * sequence of the event that first told of it. Taking the same events again changes nothing.
 */
export const searchSubscriber: EventSubscriber = {
  name: "search",
  types: new Set([
    "message.received",
    "message.echoed",
    "message.queued",
    "message.sent",
    "message.delivered",
    ...CHANGED,
  ]),
  take: indexMessages,
};

async function indexMessages(ctx: ScopedContext, events: readonly StoredEvent[]): Promise<void> {
  const news = events.filter(isNews);
  if (news.length === 0) return;
  const rows = await findMessagesById(ctx.db, [...new Set(news.map(messageOf))]);
  const places = new Map<string, number>();
  for (const event of news)
    if (!places.has(messageOf(event))) places.set(messageOf(event), event.seq);
  const changed = new Set(news.filter(({ type }) => CHANGED.has(type)).map(messageOf));
  const entries = rows.map((row) => ({ row, entry: filed(row, places.get(row.id) ?? 0) }));
  const found = entries.flatMap(({ entry }) => entry ?? []);
  await commit(ctx, {
    statements: [
      ...fileMessages(ctx.db, found),
      ...refileMessages(
        ctx.db,
        found.filter(({ messageId }) => changed.has(messageId)),
      ),
      ...entries.flatMap(({ row, entry }) =>
        entry === null && changed.has(row.id) ? [unfile(ctx.db, row.id)] : [],
      ),
    ],
  });
}

/** A campaign's message has its words once it is sent; every other when it is first told of. */
function isNews({ type, data }: StoredEvent): boolean {
  const isOfCampaign = data["campaign_id"] !== null;
  const isProgress = type === "message.sent" || type === "message.delivered";
  return CHANGED.has(type) || isProgress === isOfCampaign;
}

// Safe: every event about a message names it.
const messageOf = ({ data }: StoredEvent) => data["message_id"] as Id<"message">;
