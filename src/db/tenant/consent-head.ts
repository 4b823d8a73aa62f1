import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** Where the consent ledger leaves a contact. */
export interface ConsentHeadMove {
  readonly contactId: Id<"contact">;
  readonly consentId: Id<"consent">;
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

/** A withdrawal, and what the person did themselves, answers what was held for a decision; a grant that is recorded does not. */
const heldStill = (column: string): string =>
  `CASE WHEN e.value->>'state' = 'withdrawn' OR e.value->>'byPerson' THEN NULL ELSE ${column} END`;

/** A person's withdrawal stays the person's when the business withdraws as well. */
const MOVE = `
UPDATE contacts SET
  marketing = e.value->>'state',
  marketing_by_person = CASE
    WHEN e.value->>'state' = 'granted' THEN 0
    WHEN marketing = 'withdrawn' AND marketing_by_person = 1 THEN 1
    ELSE e.value->>'byPerson' END,
  marketing_consent_id = e.value->>'consentId',
  marketing_held_at = ${heldStill("marketing_held_at")},
  marketing_held_by = ${heldStill("marketing_held_by")},
  updated_at = max(updated_at + 1, e.value->>'recordedAt')
FROM ${MOVES} e WHERE contacts.id = e.id`;

/**
 * Move the heads of the consent ledger, which contacts' rows keep: the columns are consent's, the table is the contacts'.
 *
 * @param moves At most one a contact.
 */
export const moveConsentHeads = (db: TenantDb, moves: readonly ConsentHeadMove[]): Statement[] =>
  jsonParameters(moves).map((list) => statement(db, MOVE, list));

/** What a person wrote that may be a refusal of marketing. */
export interface MarketingHold {
  readonly contactId: Id<"contact">;
  readonly messageId: Id<"message">;
  /** Unix ms. */
  readonly atMs: number;
}

/** The first such message is kept until somebody decides. Who was merged meanwhile is held as whom they are now. */
const HOLD = `
UPDATE contacts SET marketing_held_at = CAST(e.value->>'atMs' AS INTEGER), marketing_held_by = e.value->>'messageId',
  updated_at = updated_at + 1
FROM json_each(?1) e
WHERE contacts.id = coalesce((SELECT x.merged_into FROM contacts x WHERE x.id = e.value->>'contactId'), e.value->>'contactId')
  AND contacts.marketing_held_at IS NULL AND contacts.marketing <> 'withdrawn'`;

/** Hold marketing to people until somebody of the business has decided what they meant. */
export const holdMarketing = (db: TenantDb, holds: readonly MarketingHold[]): Statement[] =>
  jsonParameters(holds).map((list) => statement(db, HOLD, list));

const RELEASE = `
UPDATE contacts SET marketing_held_at = NULL, marketing_held_by = NULL, updated_at = max(updated_at + 1, CAST(?3 AS INTEGER))
WHERE id = ?1 AND marketing_held_by = ?2`;

/** Go on with marketing to a person whose message was no refusal. `meta.changes` is 0 when it was decided on meanwhile. */
export const releaseMarketing = (
  db: TenantDb,
  hold: Pick<MarketingHold, "contactId" | "messageId">,
  nowMs: number,
): Statement => statement(db, RELEASE, hold.contactId, hold.messageId, nowMs);
