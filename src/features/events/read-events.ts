import { AppError } from "#core/errors";
import { eventIdOf } from "#core/event/event-id";
import { readFeed } from "#features/events/queries";
import type { EventFeed, EventsQuery } from "#features/events/schemas";
import { requireScope, type TenantContext } from "#platform/context";

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

  const feed = await readFeed(ctx.db, { after, types: types ?? null, limit: limit + 1 });
  if (after < feed.before)
    throw new AppError("cursor_expired", "Events after that sequence are no longer kept.", {
      members: { oldest_seq: feed.before + 1, latest_seq: feed.latest },
    });
  const shown = feed.events.slice(0, limit);
  const isCut = feed.events.length > limit;
  return {
    data: shown.map(({ seq, atMs, type, data }) => ({
      id: eventIdOf(ctx.tenant.id, atMs, seq),
      seq,
      type,
      created_at: new Date(atMs).toISOString(),
      workspace_id: ctx.tenant.id,
      data: { ...data },
    })),
    has_more: isCut || feed.isFull,
    next_after: (isCut ? shown.at(-1)?.seq : feed.edge) ?? after,
  };
}
