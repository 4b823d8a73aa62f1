import { and, asc, eq, gt, sql } from "drizzle-orm";

import { foldTag } from "#core/contact/tag";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import { contacts, contactTags, tagChanges } from "#db/tenant/schema";

/** Contacts of one tag that are counted, at most. */
export const COUNTED_MAX = 1_000;

/** A tag, and how many contacts have it. */
export interface TagCount {
  /** Folded. */
  readonly tag: string;
  /** As one of the contacts spells it. */
  readonly name: string;
  /** One more than {@link COUNTED_MAX} when there are more. */
  readonly contacts: number;
}

/** Each step jumps to the next tag in the index, so that a page reads no tag's contacts but those that it counts. */
const PAGE = `
WITH RECURSIVE k (tag) AS (
  SELECT min(tag) FROM contact_tags WHERE tag > ?1
  UNION ALL SELECT (SELECT min(t.tag) FROM contact_tags t WHERE t.tag > k.tag) FROM k WHERE k.tag IS NOT NULL LIMIT ?2)
SELECT k.tag, (SELECT count(*) FROM (SELECT 1 FROM contact_tags t WHERE t.tag = k.tag LIMIT ?3)) AS contacts,
  (SELECT c.tags FROM contacts c WHERE c.id = (SELECT max(t.contact_id) FROM contact_tags t WHERE t.tag = k.tag)) AS spelt
FROM k WHERE k.tag IS NOT NULL`;

/** Tags by the alphabet, behind one. */
export async function findTags(
  db: TenantDb,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly TagCount[]> {
  const { results } = await statement(db, PAGE, after, limit, COUNTED_MAX + 1).all<{
    tag: string;
    contacts: number;
    spelt: string | null;
  }>();
  return results.map(({ spelt, ...row }) => {
    // Safe: only lists of texts are stored.
    const tags = JSON.parse(spelt ?? "[]") as readonly string[];
    return { ...row, name: tags.find((each) => foldTag(each) === row.tag) ?? row.tag };
  });
}

/** Whether any contact has a tag. @param tag Folded. */
export async function hasTag(db: TenantDb, tag: string): Promise<boolean> {
  const row = await db
    .select({ tag: contactTags.tag })
    .from(contactTags)
    .where(eq(contactTags.tag, tag))
    .limit(1)
    .get();
  return row !== undefined;
}

export type TagChangeRow = typeof tagChanges.$inferSelect;

/** A change of a tag that is going on, if one is. */
export const findTagChange = (db: TenantDb): Promise<TagChangeRow | undefined> =>
  db.select().from(tagChanges).limit(1).get();

/** The next contacts that have the tag of a change. */
export const findTagged = (
  db: TenantDb,
  { tag, afterId }: Pick<TagChangeRow, "tag" | "afterId">,
  limit: number,
): Promise<readonly ContactRow[]> =>
  db
    .select()
    .from(contacts)
    .where(
      sql`${contacts.id} IN (${db
        .select({ id: contactTags.contactId })
        .from(contactTags)
        .where(and(eq(contactTags.tag, tag), gt(contactTags.contactId, sql`${afterId}`)))
        .orderBy(asc(contactTags.contactId))
        .limit(limit)})`,
    )
    .orderBy(asc(contacts.id))
    .all();
