import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const HELD = "conversations.held";

/** Take conversations from somebody: all of them or none (`isNoLongerHeld`). */
export function unassign(
  db: TenantDb,
  ids: readonly Id<"conversation">[],
  from: Id<"user">,
): Statement[] {
  const list = JSON.stringify(ids);
  return [
    guard(
      db,
      HELD,
      "(SELECT count(*) FROM json_each(?1) j JOIN conversations v ON v.id = j.value WHERE v.assignee = ?2) = ?3",
      list,
      from,
      ids.length,
    ),
    statement(
      db,
      "UPDATE conversations SET assignee = NULL WHERE id IN (SELECT value FROM json_each(?1))",
      list,
    ),
  ];
}

/** Whether a batch rolled back because one of the conversations was given to somebody else meanwhile. */
export const isNoLongerHeld = (error: unknown): boolean => isGuardBroken(error, HELD);
