import type { z } from "@hono/zod-openapi";

import { findContactNotes } from "#features/contacts/queries-notes";
import { requirePerson } from "#features/contacts/require-person";
import type { ContactNoteView } from "#features/contacts/schemas-notes";
import { contactNoteView } from "#features/contacts/view-notes";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** The notes of a person, newest first. @throws AppError `not_found`, `invalid_cursor`, and a selector's own. */
export async function listContactNotes(
  ctx: TenantContext,
  selector: string,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: ContactNoteView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const { id, all } = await requirePerson(ctx, selector);
  const list = { name: "contact-notes", filters: { id }, kind: "note" } as const;
  const before = (await idAfter(ctx, list, after)) ?? null;
  const rows = await findContactNotes(ctx.db, all, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: contactNoteView });
}
