import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const EMPTY = `UPDATE consents SET statement = NULL, source = NULL, subject_ip = NULL, subject_user_agent = NULL
WHERE contact_id IN (SELECT value FROM json_each(?1))`;

/** Take out of the ledger what it tells of contacts that are erased: its rows stay, of nobody. */
export const emptyConsents = (db: TenantDb, contactIds: readonly Id<"contact">[]): Statement =>
  statement(db, EMPTY, JSON.stringify(contactIds));
