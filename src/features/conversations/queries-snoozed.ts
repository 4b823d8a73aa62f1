import { and, asc, gt, isNotNull, lte } from "drizzle-orm";

import type { TenantDb } from "#db/tenant/client";
import { conversations } from "#db/tenant/schema";
import type { ConversationRow } from "#features/conversations/queries";

/** Snoozed conversations whose time has come, longest ago first. */
export const findSnoozedDue = (
  db: TenantDb,
  nowMs: number,
  limit: number,
): Promise<readonly ConversationRow[]> =>
  db
    .select()
    .from(conversations)
    .where(and(isNotNull(conversations.snoozedUntil), lte(conversations.snoozedUntil, nowMs)))
    .orderBy(asc(conversations.snoozedUntil))
    .limit(limit);

/** When the next snoozed conversation opens after an instant; null when none does. Both are Unix ms. */
export async function nextSnoozedDueAt(db: TenantDb, afterMs: number): Promise<number | null> {
  const next = await db
    .select({ until: conversations.snoozedUntil })
    .from(conversations)
    .where(and(isNotNull(conversations.snoozedUntil), gt(conversations.snoozedUntil, afterMs)))
    .orderBy(asc(conversations.snoozedUntil))
    .limit(1)
    .get();
  return next?.until ?? null;
}
