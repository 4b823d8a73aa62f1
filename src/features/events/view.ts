import { eventIdOf } from "#core/event/event-id";
import type { Id } from "#core/ids";
import type { StoredEvent } from "#features/events/queries";
import type { EventView } from "#features/events/schemas";

/** The wire shape of an event: the same in the feed and in the stream. */
export const eventView = (
  tenantId: Id<"tenant">,
  { seq, atMs, type, data }: StoredEvent,
): EventView => ({
  id: eventIdOf(tenantId, atMs, seq),
  seq,
  type,
  created_at: new Date(atMs).toISOString(),
  workspace_id: tenantId,
  data: { ...data },
});
