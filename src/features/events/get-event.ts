import { instantOfChars } from "#core/derived-id";
import { notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findAt, mayRead } from "#features/events/queries";
import type { EventView } from "#features/events/schemas";
import { eventView } from "#features/events/view";
import { requireScope, type TenantContext } from "#platform/context";
import { numbersOf } from "#platform/number-access";

/** One event. Its id says when it was written down. @throws AppError `not_found`, also when it is no longer kept. */
export async function getEvent(ctx: TenantContext, id: string): Promise<EventView> {
  requireScope(ctx, "events:read");

  if (!isId("event", id)) throw notFound();
  const events = (await findAt(ctx.db, instantOfChars(id.slice(id.indexOf("_") + 1)))).filter(
    (event) => mayRead(numbersOf(ctx), event),
  );
  const found = events.map((event) => eventView(ctx.tenant.id, event)).find((one) => one.id === id);
  if (found === undefined) throw notFound();
  return found;
}
