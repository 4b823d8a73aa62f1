import { AppError, notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findNote, type NoteRow } from "#features/conversations/queries-notes";
import { threadsOf } from "#features/conversations/threads-of";
import type { ScopedContext } from "#platform/context";

/** @throws AppError `not_found`; `not_author` when somebody else wrote it. */
export async function requireOwnNote(
  ctx: ScopedContext,
  { conversation, note }: { readonly conversation: string; readonly note: string },
): Promise<NoteRow> {
  const threads = await threadsOf(ctx, conversation);
  const row = isId("note", note) ? await findNote(ctx.db, threads, note) : undefined;
  if (row === undefined) throw notFound();
  if (row.author !== ctx.actor.id)
    throw new AppError("not_author", "A note is changed and deleted by who wrote it.");
  return row;
}
