import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const NOTE = `INSERT OR IGNORE INTO blocked_people (contact_id, number_id, blocked_at)
SELECT value, ?2, ?3 FROM json_each(?1)`;
const FORGET = `DELETE FROM blocked_people
WHERE number_id = ?2 AND contact_id IN (SELECT value FROM json_each(?1))`;

/** Remember that a number blocks these people. */
export const noteBlocked = (
  db: TenantDb,
  numberId: Id<"number">,
  block: { readonly ids: readonly Id<"contact">[]; readonly nowMs: number },
): Statement[] =>
  jsonParameters(block.ids).map((list) => statement(db, NOTE, list, numberId, block.nowMs));

/** Forget that it does. */
export const forgetBlocked = (
  db: TenantDb,
  numberId: Id<"number">,
  ids: readonly Id<"contact">[],
): Statement[] => jsonParameters(ids).map((list) => statement(db, FORGET, list, numberId));

/** Forget that any number blocks these people, who are erased. */
export const forgetBlocks = (db: TenantDb, ids: readonly Id<"contact">[]): Statement =>
  statement(
    db,
    "DELETE FROM blocked_people WHERE contact_id IN (SELECT value FROM json_each(?1))",
    JSON.stringify(ids),
  );
