import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Where the consent ledger leaves a contact. */
export interface ConsentHeadMove {
  readonly contactId: Id<"contact">;
  readonly state: "granted" | "withdrawn";
  /** Whether the person acted, as far as this move knows. */
  readonly byPerson: boolean;
  /** Unix ms. */
  readonly recordedAt: number;
}

/** A withdrawal of a contact that was merged while the act was decided is that of the contact which is left. */
const MOVES = `(
  SELECT e.value, e.value->>'contactId' AS id FROM json_each(?1) e
  UNION ALL SELECT e.value, x.merged_into FROM json_each(?1) e CROSS JOIN contacts x ON x.id = e.value->>'contactId'
  WHERE x.merged_into IS NOT NULL AND e.value->>'state' = 'withdrawn')`;

/** A person's withdrawal stays the person's when the business withdraws as well. */
const MOVE = `
UPDATE contacts SET
  marketing = e.value->>'state',
  marketing_by_person = CASE
    WHEN e.value->>'state' = 'granted' THEN 0
    WHEN marketing = 'withdrawn' AND marketing_by_person = 1 THEN 1
    ELSE e.value->>'byPerson' END,
  updated_at = max(updated_at + 1, e.value->>'recordedAt')
FROM ${MOVES} e WHERE contacts.id = e.id`;

/**
 * Move the heads of the consent ledger, which contacts' rows keep: the columns are consent's, the table is the contacts'.
 *
 * @param moves At most one a contact.
 */
export const moveConsentHeads = (db: TenantDb, moves: readonly ConsentHeadMove[]): Statement[] =>
  jsonParameters(moves).map((list) => statement(db, MOVE, list));
