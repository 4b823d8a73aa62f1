import { desc, eq, lt } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { contacts, media, numbers, quickReplies } from "#db/tenant/schema";

export type QuickReplyRow = typeof quickReplies.$inferSelect;

export async function findQuickReply(db: TenantDb, id: string): Promise<QuickReplyRow | undefined> {
  if (!isId("quickReply", id)) return undefined;
  return db.select().from(quickReplies).where(eq(quickReplies.id, id)).get();
}

/** Quick replies, newest first. */
export const findQuickReplies = (
  db: TenantDb,
  { before, limit }: { readonly before: Id<"quickReply"> | undefined; readonly limit: number },
): Promise<readonly QuickReplyRow[]> =>
  db
    .select()
    .from(quickReplies)
    .where(before === undefined ? undefined : lt(quickReplies.id, before))
    .orderBy(desc(quickReplies.id))
    .limit(limit)
    .all();

/** Whether a file of ours is there. */
export async function hasMedium(db: TenantDb, id: Id<"media">): Promise<boolean> {
  const row = await db
    .select({ deletedAt: media.deletedAt })
    .from(media)
    .where(eq(media.id, id))
    .get();
  return row?.deletedAt === null;
}

/** With whom, and over which number, a conversation is. */
export async function readParties(
  db: TenantDb,
  of: { readonly contactId: Id<"contact">; readonly numberId: Id<"number"> },
) {
  const [people, lines] = await db.batch([
    db.select().from(contacts).where(eq(contacts.id, of.contactId)),
    db.select({ name: numbers.name }).from(numbers).where(eq(numbers.id, of.numberId)),
  ]);
  return { contact: people[0], number: lines[0] };
}
