import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

const SNOOZED = "conversations.snoozed";

/** Open conversations that are snoozed until an instant (Unix ms) or before: all of them or none (`isNoLongerSnoozed`). */
export function openSnoozed(
  db: TenantDb,
  ids: readonly Id<"conversation">[],
  untilMs: number,
): Statement[] {
  const list = JSON.stringify(ids);
  return [
    guard(
      db,
      SNOOZED,
      `(SELECT count(*) FROM json_each(?1) j JOIN conversations v ON v.id = j.value WHERE v.snoozed_until <= ?2) = ?3`,
      list,
      untilMs,
      ids.length,
    ),
    statement(
      db,
      "UPDATE conversations SET status = 'open', snoozed_until = NULL WHERE id IN (SELECT value FROM json_each(?1))",
      list,
    ),
  ];
}

/** Whether a batch rolled back because one of the conversations was opened meanwhile. */
export const isNoLongerSnoozed = (error: unknown): boolean => isGuardBroken(error, SNOOZED);
