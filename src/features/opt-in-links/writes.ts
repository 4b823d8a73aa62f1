import type { Id } from "#core/ids";
import { statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { optInLinks } from "#db/tenant/schema";
import type { LinkRow } from "#features/opt-in-links/queries";

/** Keep a link as it is now. */
export const keepLink = (db: TenantDb, row: LinkRow): Statement =>
  toStatement(
    db,
    db.insert(optInLinks).values(row).onConflictDoUpdate({ target: optInLinks.id, set: row }),
  );

/** Delete a link. Whoever agreed by it has agreed: the ledger of consents keeps the statement. */
export const deleteLink = (db: TenantDb, id: Id<"optInLink">): Statement =>
  statement(db, "DELETE FROM opt_in_links WHERE id = ?1", id);
