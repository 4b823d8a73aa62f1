/** The SQL that erases the threads of contacts. */
import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** A conversation's id begins with its contact's ten characters of time, so those of a contact are a short range of the key. */
const THREADS = `SELECT v.id FROM json_each(?1) k CROSS JOIN conversations v
ON v.id >= 'cnv_' || substr(k.value, 5, 10) AND v.id < 'cnv_' || substr(k.value, 5, 10) || '~' WHERE v.contact_id = k.value`;

/** Delete the threads of contacts, with what a team said of them among itself. */
export function eraseThreads(db: TenantDb, contactIds: readonly Id<"contact">[]): Statement[] {
  const list = JSON.stringify(contactIds);
  return [
    statement(db, `DELETE FROM note_mentions WHERE conversation_id IN (${THREADS})`, list),
    statement(db, `DELETE FROM conversation_notes WHERE conversation_id IN (${THREADS})`, list),
    statement(db, `DELETE FROM conversations WHERE id IN (${THREADS})`, list),
  ];
}

const THREADLESS = "contacts.threadless";

/** Lets a batch through only while these contacts have no thread (`isThreaded`): who writes meanwhile is not lost sight of. */
export const guardThreadless = (db: TenantDb, contactIds: readonly Id<"contact">[]): Statement =>
  guard(db, THREADLESS, `NOT EXISTS (${THREADS})`, JSON.stringify(contactIds));

/** Whether a batch rolled back because there is a thread with one of them. */
export const isThreaded = (error: unknown): boolean => isGuardBroken(error, THREADLESS);
