import { noteWholeList } from "#features/contacts/note-whole";
import { lastInboundOf } from "#features/contacts/queries";
import { pageOfContacts, type ContactPageAsk } from "#features/contacts/queries-page";
import type { ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { contactView } from "#features/contacts/view";
import type { ScopedContext } from "#platform/context";
import { encodeCursor, idAfter, type CursorList } from "#platform/http/cursor";

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
    beforeId: (await idAfter(ctx, { ...list, kind: "contact" }, ask.after)) ?? null,
  });
  const seen = await lastInboundOf(
    ctx.db,
    rows.map(({ id }) => id),
    numberIds,
  );
  noteWholeList(ctx, rows.length);
  const sight = await sightOf(ctx);
  return {
    data: rows.map((row) => contactView(row, sight, seen.get(row.id) ?? null)),
    has_more: next !== null,
    next_cursor: next === null ? null : await encodeCursor(ctx, list, [next]),
  };
};
