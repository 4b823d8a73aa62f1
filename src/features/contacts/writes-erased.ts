/** The SQL that deletes contacts for good. */
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const OF_THEM = "(SELECT value FROM json_each(?1))";

/** Delete contacts, all that leads to them, and every merge that they were in. */
export function deleteContacts(db: TenantDb, ids: readonly Id<"contact">[]): Statement[] {
  const list = JSON.stringify(ids);
  return [
    `DELETE FROM contact_notes WHERE contact_id IN ${OF_THEM}`,
    `DELETE FROM contact_words WHERE contact_id IN ${OF_THEM}`,
    `DELETE FROM contact_tags WHERE contact_id IN ${OF_THEM}`,
    `DELETE FROM contact_merges WHERE winner IN ${OF_THEM} OR loser IN ${OF_THEM}`,
    `DELETE FROM identities WHERE contact_id IN ${OF_THEM}`,
    `DELETE FROM contacts WHERE id IN ${OF_THEM}`,
  ].map((sql) => statement(db, sql, list));
}
