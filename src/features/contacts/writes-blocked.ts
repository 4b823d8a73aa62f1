import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const BLOCK = `UPDATE contacts SET blocked = ?2, updated_at = max(?3, updated_at + 1)
WHERE id IN (SELECT value FROM json_each(?1)) AND blocked <> ?2`;

/** Block contacts, or unblock them. One that is so already is not changed. */
export const setBlocked = (
  db: TenantDb,
  ids: readonly Id<"contact">[],
  { isBlocked, nowMs }: { readonly isBlocked: boolean; readonly nowMs: number },
): Statement[] =>
  jsonParameters(ids).map((list) => statement(db, BLOCK, list, isBlocked ? 1 : 0, nowMs));
