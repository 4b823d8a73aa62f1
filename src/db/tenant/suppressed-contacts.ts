import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { rootSql } from "#db/tenant/find-contact";

/** An identity in plain words. A phone's value is its canonical key. */
interface PlainIdentity {
  readonly kind: "phone" | "bsuid";
  readonly value: string;
}

const SUPPRESS = `
UPDATE contacts SET suppressed = 1, updated_at = max(updated_at + 1, CAST(?2 AS INTEGER))
WHERE suppressed = 0 AND id IN (
  SELECT i.contact_id FROM json_each(?1) e CROSS JOIN identities i ON i.value = e.value->>'value' AND i.kind = e.value->>'kind')`;

/** Mark whoever has the identities as suppressed: the column is the suppression list's, the table is the contacts'. */
export const suppressHolders = (
  db: TenantDb,
  identities: readonly PlainIdentity[],
  nowMs: number,
): Statement => statement(db, SUPPRESS, JSON.stringify(identities), nowMs);

const RELEASE = `
UPDATE contacts SET suppressed = 0, updated_at = max(updated_at + 1, CAST(?3 AS INTEGER))
WHERE id = coalesce(${rootSql("?1")}, ?1) AND suppressed = 1 AND NOT EXISTS (
  SELECT 1 FROM json_each(?2) k CROSS JOIN suppressed_identities s ON s.key_hash = k.value)`;

/** Release a contact, unless one of its identities is still suppressed. @param keyHashes Of all of its identities. */
export const releaseContact = (
  db: TenantDb,
  contactId: Id<"contact">,
  keyHashes: readonly string[],
  nowMs: number,
): Statement => statement(db, RELEASE, contactId, JSON.stringify(keyHashes), nowMs);
