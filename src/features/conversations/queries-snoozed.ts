import { and, asc, isNotNull, lte } from "drizzle-orm";

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
