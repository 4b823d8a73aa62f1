import { cursorExpired } from "#features/events/cursor-expired";
import { readFeed } from "#features/events/queries";
import type { EventFeed, EventsQuery } from "#features/events/schemas";
import { eventView } from "#features/events/view";
import { requireScope, type TenantContext } from "#platform/context";
import { numbersOf } from "#platform/number-access";

/**
 * The workspace's events after a sequence, oldest first.
 *
 * @throws AppError `cursor_expired` when events after that sequence are no longer kept.
 */
export async function readEvents(
  ctx: TenantContext,
  { after, types, limit }: EventsQuery,
): Promise<EventFeed> {
  requireScope(ctx, "events:read");

  const feed = await readFeed(ctx.db, {
    after,
    types: types ?? null,
    limit: limit + 1,
    access: numbersOf(ctx),
  });
  if (after < feed.before) throw cursorExpired(feed);
  const shown = feed.events.slice(0, limit);
  const isCut = feed.events.length > limit;
  return {
    data: shown.map((event) => eventView(ctx.tenant.id, event)),
    has_more: isCut || feed.isFull,
    next_after: (isCut ? shown.at(-1)?.seq : feed.edge) ?? after,
  };
}
