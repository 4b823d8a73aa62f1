import { AppError } from "#core/errors";
import { isId } from "#core/ids";
import { lastInboundOf } from "#features/contacts/queries";
import { pageOfContacts, type ContactPageAsk } from "#features/contacts/queries-page";
import type { ContactView } from "#features/contacts/schemas";
import { contactView } from "#features/contacts/view";
import type { ScopedContext } from "#platform/context";
import { decodeCursor, encodeCursor, type CursorList } from "#platform/http/cursor";

export interface ContactListPage {
  data: ContactView[];
  has_more: boolean;
  next_cursor: string | null;
}

/** What every list of contacts does after its verb has checked the scope. */
export const contactList = async (
  ctx: ScopedContext,
  list: CursorList,
  ask: Omit<ContactPageAsk, "beforeId"> & { readonly after: string | undefined },
): Promise<ContactListPage> => {
  const { rows, next, numberIds } = await pageOfContacts(ctx.db, {
    ...ask,
    beforeId: ask.after === undefined ? null : await contactIn(ctx, list, ask.after),
  });
  const seen = await lastInboundOf(
    ctx.db,
    rows.map(({ id }) => id),
    numberIds,
  );
  return {
    data: rows.map((row) => contactView(row, seen.get(row.id) ?? null)),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, [next]),
  };
};

async function contactIn(ctx: ScopedContext, list: CursorList, cursor: string) {
  const [id] = await decodeCursor(ctx, list, cursor);
  if (typeof id === "string" && isId("contact", id)) return id;
  throw new AppError("invalid_cursor", "This cursor was not made for this list.");
}
