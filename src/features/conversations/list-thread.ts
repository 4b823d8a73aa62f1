import type { z } from "@hono/zod-openapi";

import { notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { findArchivedSpans, findArchivedThread } from "#features/archive/index";
import { noteOpened } from "#features/conversations/note-opened";
import { readMergedThreads } from "#features/conversations/queries";
import { requireConversation } from "#features/conversations/require-conversation";
import { findThread, findThreads, messageViews, type MessageView } from "#features/messages/index";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { decodeCursor, encodeCursor, page, type PageQuery } from "#platform/http/cursor";
import { numbersOf } from "#platform/number-access";

/** The messages of a conversation, newest first; old ones come out of the archive. @throws AppError `not_found`, `invalid_cursor`. */
export async function listThread(
  ctx: TenantContext,
  id: string,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: MessageView[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "inbox:read");

  if (!isId("conversation", id)) throw notFound();
  if (numbersOf(ctx) !== null) await requireConversation(ctx, id);
  const list = { name: "thread", filters: { id } };
  const [before] = after === undefined ? [] : await decodeCursor(ctx, list, after);
  // Safe: only this list's cursors decode, and they hold one message id.
  const ask = { before: (before as Id<"message"> | undefined) ?? null, limit: limit + 1 };
  const { rows, isCut } = await readThread(ctx, id, ask);
  if (rows.length === 0) await requireConversation(ctx, id);
  noteOpened(ctx, id);
  const views = await messageViews(ctx, rows);
  const last = views.at(-1);
  if (isCut && last !== undefined && views.length <= limit)
    return { data: views, has_more: true, next_cursor: await encodeCursor(ctx, list, [last.id]) };
  return page(ctx, list, {
    rows: views,
    limit,
    positionOf: (view) => [view.id],
    view: (view) => view,
  });
}

interface ThreadAsk {
  readonly before: Id<"message"> | null;
  readonly limit: number;
}

/** What the database has, and of the archive what belongs between and behind it. */
async function readThread(ctx: ScopedContext, id: Id<"conversation">, ask: ThreadAsk) {
  const [own, merged, ownSpans] = await Promise.all([
    findThread(ctx.db, id, ask),
    readMergedThreads(ctx.db, id),
    findArchivedSpans(ctx, { ...ask, threads: [id] }),
  ]);
  const isAlone = merged.length === 0;
  const threads = isAlone ? [id] : merged;
  const rows = isAlone ? own : await findThreads(ctx.db, merged, ask);
  const spans = isAlone ? ownSpans : await findArchivedSpans(ctx, { ...ask, threads });
  const downTo = rows.length < ask.limit ? null : (rows.at(-1)?.id ?? null);
  const archived = await findArchivedThread(ctx, { ...ask, threads, downTo, spans });
  const all = new Map([...archived.rows, ...rows].map((row) => [row.id, row]));
  const sorted = [...all.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  return { rows: sorted.slice(0, ask.limit), isCut: archived.isCut };
}
