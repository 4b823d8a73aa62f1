import { eq, inArray } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { media, messages } from "#db/tenant/schema";

export type MediaRow = typeof media.$inferSelect;

/** A medium that is not deleted. */
export async function findMedium(db: TenantDb, id: string): Promise<MediaRow | undefined> {
  if (!isId("media", id)) return undefined;
  const row = await db.select().from(media).where(eq(media.id, id)).get();
  return row?.deletedAt === null ? row : undefined;
}

/** Those of these media that are not deleted: a row read for each, none when there are none. */
export async function findMedia(
  db: TenantDb,
  ids: readonly Id<"media">[],
): Promise<ReadonlyMap<Id<"media">, MediaRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(media)
    .where(inArray(media.id, jsonList(ids)))
    .all();
  return new Map(rows.filter((row) => row.deletedAt === null).map((row) => [row.id, row]));
}

const DUE = `SELECT id, object_key objectKey, deleted_at deletedAt FROM media
WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at LIMIT ?2`;

/** A medium with which something is to be done. */
export type DueMedium = Pick<MediaRow, "id" | "objectKey" | "deletedAt">;

/** Media with which something is to be done now, the longest due first. */
export async function findDue(
  db: TenantDb,
  nowMs: number,
  limit: number,
): Promise<readonly DueMedium[]> {
  const { results } = await statement(db, DUE, nowMs, limit).all<DueMedium>();
  return results;
}

/** The ids of the message that a medium came with, as events tell them. */
export async function findMessageIds(db: TenantDb, id: Id<"message">) {
  return db
    .select({
      id: messages.id,
      direction: messages.direction,
      numberId: messages.numberId,
      contactId: messages.contactId,
      conversationId: messages.conversationId,
    })
    .from(messages)
    .where(eq(messages.id, id))
    .get();
}
