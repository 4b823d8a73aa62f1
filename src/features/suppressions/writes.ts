import type { Id } from "#core/ids";
import {
  jsonParameters,
  statement,
  toStatement,
  violatesUnique,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { suppressions } from "#db/tenant/schema";
import type { SuppressionRow } from "#features/suppressions/queries";

const HASHES = `
INSERT INTO suppressed_identities (key_hash, suppression_id)
SELECT e.value, ?2 FROM json_each(?1) e WHERE NOT EXISTS (
  SELECT 1 FROM suppressed_identities s WHERE s.key_hash = e.value AND s.suppression_id = ?2)`;

/**
 * Keep a suppression as it is now, with its identities. The batch fails (`isSuppressedMeanwhile`) when one of them has come to
 * be another's.
 */
export const keepSuppression = (db: TenantDb, row: SuppressionRow): Statement[] => [
  toStatement(
    db,
    db.insert(suppressions).values(row).onConflictDoUpdate({ target: suppressions.id, set: row }),
  ),
  ...jsonParameters(row.keyHashes).map((list) => statement(db, HASHES, list, row.id)),
];

/** Whether a batch failed because an identity was suppressed meanwhile: look again. */
export const isSuppressedMeanwhile = (error: unknown): boolean =>
  violatesUnique(error, "suppressed_identities.key_hash");

/** Take a suppression from the list. */
export const deleteSuppression = (db: TenantDb, id: Id<"suppression">): Statement[] => [
  statement(
    db,
    `DELETE FROM suppressed_identities WHERE key_hash IN (
      SELECT k.value FROM suppressions x CROSS JOIN json_each(x.key_hashes) k WHERE x.id = ?1)`,
    id,
  ),
  statement(db, "DELETE FROM suppressions WHERE id = ?1", id),
];

/** The contacts that suppressions hold for are erased: the suppressions stay, for nobody known. */
export const forgetSuppressed = (db: TenantDb, contactIds: readonly Id<"contact">[]): Statement =>
  statement(
    db,
    "UPDATE suppressions SET contact_id = NULL WHERE contact_id IN (SELECT value FROM json_each(?1))",
    JSON.stringify(contactIds),
  );
