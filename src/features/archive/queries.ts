import { and, desc, eq, inArray, lt, lte, or, sql } from "drizzle-orm";

import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import type { TenantDb } from "#db/tenant/client";
import { archiveObjects, archiveThreads, numbers } from "#db/tenant/schema";

export type ArchiveObjectRow = typeof archiveObjects.$inferSelect;

/** The stored object that begins at an id or before it, as near as there is. */
export const findObjectAt = (
  db: TenantDb,
  id: Id<"message">,
): Promise<ArchiveObjectRow | undefined> =>
  db
    .select()
    .from(archiveObjects)
    .where(and(sql`${archiveObjects.state} = 'stored'`, lte(archiveObjects.firstId, id)))
    .orderBy(desc(archiveObjects.firstId))
    .limit(1)
    .get();

/** Stored objects that begin behind an id and before another, in the order of their ids. */
export const findObjectsAfter = (
  db: TenantDb,
  of: { readonly after: string; readonly before: string; readonly limit: number },
): Promise<readonly ArchiveObjectRow[]> =>
  db
    .select()
    .from(archiveObjects)
    .where(
      and(
        sql`${archiveObjects.state} = 'stored'`,
        sql`${archiveObjects.firstId} > ${of.after}`,
        sql`${archiveObjects.firstId} < ${of.before}`,
      ),
    )
    .orderBy(archiveObjects.firstId)
    .limit(of.limit)
    .all();

/** Objects that are nobody's: those that another took the place of, and what a crash left that began before an instant (Unix ms). */
export const findLeft = (db: TenantDb, begunBeforeMs: number, limit: number) =>
  db
    .select({ objectKey: archiveObjects.objectKey })
    .from(archiveObjects)
    .where(
      and(
        sql`${archiveObjects.state} <> 'stored'`,
        or(eq(archiveObjects.state, "dropped"), lt(archiveObjects.writtenAt, begunBeforeMs)),
      ),
    )
    .limit(limit)
    .all();

/** Where messages of a thread lie that are older than one, newest first. */
export const findSpans = (
  db: TenantDb,
  thread: Id<"conversation">,
  page: { readonly before: Id<"message"> | null; readonly limit: number },
) =>
  db
    .select()
    .from(archiveThreads)
    .where(
      and(
        eq(archiveThreads.thread, thread),
        page.before === null ? undefined : lt(archiveThreads.firstId, page.before),
      ),
    )
    .orderBy(desc(archiveThreads.firstId))
    .limit(page.limit)
    .all();

/** The objects that hold anything of these contacts. A conversation's id follows from its contact and number. */
export async function findObjectsOf(
  db: TenantDb,
  contactIds: readonly Id<"contact">[],
): Promise<readonly string[]> {
  const known = await db.select({ id: numbers.id }).from(numbers).all();
  const threads = contactIds.flatMap((contact) => [
    contact,
    ...known.map(({ id }) => conversationIdOf(contact, id)),
  ]);
  const rows = await db
    .selectDistinct({ objectKey: archiveThreads.objectKey })
    .from(archiveThreads)
    .where(inArray(archiveThreads.thread, jsonList(threads)))
    .all();
  return rows.map(({ objectKey }) => objectKey);
}

export const findObject = (db: TenantDb, key: string): Promise<ArchiveObjectRow | undefined> =>
  db
    .select()
    .from(archiveObjects)
    .where(and(eq(archiveObjects.objectKey, key), eq(archiveObjects.state, "stored")))
    .get();
