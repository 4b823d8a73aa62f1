import type { z } from "@hono/zod-openapi";

import { newestOf, placeOf } from "#core/contact/timeline";
import { notFound } from "#core/errors";
import type { Id } from "#core/ids";
import { selectorOf } from "#db/tenant/find-contact";
import { findContactNotes } from "#features/contacts/index";
import { findThreads, messageViews, type MessageRow } from "#features/messages/index";
import {
  findActs,
  findNotes,
  readThreads,
  type ActRow,
  type NoteRow,
} from "#features/timeline/queries";
import type { TimelineEntry } from "#features/timeline/schemas";
import { actEntry, messageEntry, noteEntry } from "#features/timeline/view";
import {
  holdsScope,
  requireScope,
  type ScopedContext,
  type TenantContext,
} from "#platform/context";
import { decodeCursor, page, type PageQuery } from "#platform/http/cursor";
import { numbersOf } from "#platform/number-access";

/** A note of a thread, or of the person. */
type Noted = NoteRow | Awaited<ReturnType<typeof findContactNotes>>[number];

type Found =
  | { readonly id: string; readonly kind: "message"; readonly row: MessageRow }
  | { readonly id: string; readonly kind: "consent"; readonly row: ActRow }
  | { readonly id: string; readonly kind: "note"; readonly row: Noted };

/**
 * What happened with a person, newest first: what was noted of them; messages and the notes of their threads for who may read the
 * inbox; acts of consent for who may read those.
 *
 * @throws AppError `not_found`, `invalid_cursor`, and a selector's own.
 */
export async function getTimeline(
  ctx: TenantContext,
  selector: string,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<{ data: TimelineEntry[]; has_more: boolean; next_cursor: string | null }> {
  requireScope(ctx, "contacts:read");

  const named = selectorOf(selector, ctx.tenant.settings.default_country ?? null);
  const known = await readThreads(ctx.db, named, numbersOf(ctx));
  if (known === undefined) throw notFound();
  const list = { name: "timeline", filters: { contact: known.contactId } };
  const [before = null] = after === undefined ? [] : await decodeCursor(ctx, list, after);
  const ask = { before: before === null ? null : String(before), limit: limit + 1 };
  const found = newestOf(await readAll(ctx, known, ask), limit + 1);
  const entries = await entriesOf(ctx, found);
  return page(ctx, list, {
    rows: entries,
    limit,
    positionOf: ({ id }) => [placeOf(id)],
    view: (entry) => entry,
  });
}

/** Of each kind that the caller may read, as many as a page could show. */
async function readAll(
  ctx: ScopedContext,
  { contactId, cluster, threads }: NonNullable<Awaited<ReturnType<typeof readThreads>>>,
  ask: { readonly before: string | null; readonly limit: number },
): Promise<readonly (readonly Found[])[]> {
  const readsInbox = holdsScope(ctx.actor, "inbox:read");
  const before: Id<"message"> | null = ask.before === null ? null : `msg_${ask.before}`;
  const [messages, acts, notes, remarks] = await Promise.all([
    readsInbox ? findThreads(ctx.db, threads, { ...ask, before }) : [],
    holdsScope(ctx.actor, "consents:read") ? findActs(ctx.db, contactId, ask) : [],
    readsInbox ? findNotes(ctx.db, threads, ask) : [],
    findContactNotes(ctx.db, cluster, {
      ...ask,
      before: ask.before === null ? null : `nte_${ask.before}`,
    }),
  ]);
  return [
    messages.map((row) => ({ id: row.id, kind: "message" as const, row })),
    acts.map((row) => ({ id: row.id, kind: "consent" as const, row })),
    [...notes, ...remarks].map((row) => ({ id: row.id, kind: "note" as const, row })),
  ];
}

async function entriesOf(ctx: ScopedContext, found: readonly Found[]): Promise<TimelineEntry[]> {
  const rows = found.flatMap((one) => (one.kind === "message" ? [one.row] : []));
  const views = new Map((await messageViews(ctx, rows)).map((view) => [view.id, view]));
  return found.flatMap((one) => {
    if (one.kind === "consent") return actEntry(one.row);
    if (one.kind === "note") return noteEntry(one.row);
    const view = views.get(one.row.id);
    return view === undefined ? [] : messageEntry(view);
  });
}
