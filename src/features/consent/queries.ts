import { and, asc, desc, eq, gt, lt, max, sql } from "drizzle-orm";

import type { ContactSelector } from "#core/contact/selector";
import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { contactIs, type ContactRow } from "#db/tenant/find-contact";
import { consents, contacts, media } from "#db/tenant/schema";

export type ConsentRow = typeof consents.$inferSelect;

/** Whom a selector names and where the ledger ends, as of one moment. */
export async function readHead(
  db: TenantDb,
  selector: ContactSelector,
): Promise<{ readonly contact: ContactRow | undefined; readonly nextSeq: number }> {
  const [found, ends] = await db.batch([
    db.select().from(contacts).where(contactIs(db, selector)),
    db.select({ seq: max(consents.seq) }).from(consents),
  ]);
  return { contact: found[0], nextSeq: (ends[0]?.seq ?? 0) + 1 };
}

/** The acts of a contact and of those who were merged into it, newest first. */
export const consentsOf = (
  db: TenantDb,
  contactId: Id<"contact">,
  page: { readonly beforeSeq: number | null; readonly limit: number },
): Promise<ConsentRow[]> =>
  db
    .select()
    .from(consents)
    .where(
      and(
        sql`${consents.contactId} IN (SELECT ${contactId} UNION ALL SELECT x.id FROM contacts x WHERE x.merged_into = ${contactId})`,
        page.beforeSeq === null ? undefined : lt(consents.seq, page.beforeSeq),
      ),
    )
    .orderBy(desc(consents.seq))
    .limit(page.limit)
    .all();

/** The ledger after a sequence, oldest first. */
export const consentsAfter = (
  db: TenantDb,
  page: { readonly afterSeq: number; readonly limit: number },
): Promise<ConsentRow[]> =>
  db
    .select()
    .from(consents)
    .where(gt(consents.seq, page.afterSeq))
    .orderBy(asc(consents.seq))
    .limit(page.limit)
    .all();

/** Whether the workspace has a medium. */
export async function hasMedium(db: TenantDb, id: Id<"media">): Promise<boolean> {
  const row = await db.select({ id: media.id }).from(media).where(eq(media.id, id)).get();
  return row !== undefined;
}

/** A contact as who it is now: the one that it was merged into, or itself. */
export async function rootOf(db: TenantDb, id: Id<"contact">): Promise<ContactRow | undefined> {
  const row = await db.select().from(contacts).where(eq(contacts.id, id)).get();
  if (row?.mergedInto == null) return row;
  return db.select().from(contacts).where(eq(contacts.id, row.mergedInto)).get();
}
