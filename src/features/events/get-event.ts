import { instantOfChars } from "#core/derived-id";
import { notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findAt } from "#features/events/queries";
import type { EventView } from "#features/events/schemas";
import { eventView } from "#features/events/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One event. Its id says when it was written down. @throws AppError `not_found`, also when it is no longer kept. */
export async function getEvent(ctx: TenantContext, id: string): Promise<EventView> {
  requireScope(ctx, "events:read");

  if (!isId("event", id)) throw notFound();
  const events = await findAt(ctx.db, instantOfChars(id.slice(id.indexOf("_") + 1)));
  const found = events.map((event) => eventView(ctx.tenant.id, event)).find((one) => one.id === id);
  if (found === undefined) throw notFound();
  return found;
}
