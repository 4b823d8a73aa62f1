import type { z } from "@hono/zod-openapi";

import { findNotes } from "#features/conversations/queries-notes";
import type { NoteView } from "#features/conversations/schemas-notes";
import { threadsOf } from "#features/conversations/threads-of";
import { noteView } from "#features/conversations/view-notes";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** The notes of a conversation, newest first. @throws AppError `not_found`, `invalid_cursor`. */
export async function listNotes(
  ctx: TenantContext,
  id: string,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: NoteView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  const list = { name: "notes", filters: { id }, kind: "note" } as const;
  const threads = await threadsOf(ctx, id);
  const before = (await idAfter(ctx, list, after)) ?? null;
  const rows = await findNotes(ctx.db, threads, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: noteView });
}
