import { and, asc, isNotNull, lte, min, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { Filter } from "#core/segment/filter";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { compileFilter } from "#db/tenant/compile-filter";
import { automationRuns, automations } from "#db/tenant/schema";
import type { AutomationRow } from "#features/automations/queries";
import type { RunRow } from "#features/automations/queries-runs";

/** Runs whose time has come, the longest due first. */
export const readDueRuns = (
  db: TenantDb,
  nowMs: number,
  limit: number,
): Promise<readonly Pick<RunRow, "id" | "contactId" | "revision">[]> =>
  db
    .select({
      id: automationRuns.id,
      contactId: automationRuns.contactId,
      revision: automationRuns.revision,
    })
    .from(automationRuns)
    .where(and(isNotNull(automationRuns.wakeAt), lte(automationRuns.wakeAt, nowMs)))
    .orderBy(asc(automationRuns.wakeAt))
    .limit(limit)
    .all();

/** Schedules whose time has come. */
export const readDueSchedules = (db: TenantDb, nowMs: number): Promise<readonly AutomationRow[]> =>
  db
    .select()
    .from(automations)
    .where(and(isNotNull(automations.dueAt), lte(automations.dueAt, nowMs)))
    .limit(20)
    .all();

/** When a run or a schedule is due next, behind an instant; null: never. Unix ms. */
export async function readNextDue(db: TenantDb, afterMs: number): Promise<number | null> {
  const [runs, schedules] = await db.batch([
    db
      .select({ at: min(automationRuns.wakeAt) })
      .from(automationRuns)
      .where(sql`${automationRuns.wakeAt} > ${afterMs}`),
    db
      .select({ at: min(automations.dueAt) })
      .from(automations)
      .where(isNotNull(automations.dueAt)),
  ]);
  const next = [runs[0]?.at, schedules[0]?.at].filter((at) => typeof at === "number");
  return next.length === 0 ? null : Math.min(...next);
}

/** Contacts of an audience behind a place, in the order of their ids. */
export async function readAudience(
  db: TenantDb,
  filter: Filter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly Id<"contact">[]> {
  const compiled = compileFilter(filter, 3);
  const { results } = await statement(
    db,
    `SELECT c.id FROM contacts c WHERE c.id > ?1 AND c.merged_into IS NULL AND ${compiled.sql} ORDER BY c.id LIMIT ?2`,
    after ?? "",
    limit,
    ...compiled.params,
  ).all<{ id: Id<"contact"> }>();
  return results.map(({ id }) => id);
}

/** A conversation in which somebody has kept silent. */
export interface Silent {
  readonly id: Id<"conversation">;
  readonly contactId: Id<"contact">;
  readonly numberId: Id<"number">;
  readonly lastInboundAt: number;
}

const SILENT = `
SELECT id, contact_id contactId, number_id numberId, last_inbound_at lastInboundAt
FROM conversations WHERE has_written = 1 AND last_at > CAST(?1 AS INTEGER) AND last_at <= CAST(?2 AS INTEGER)
  AND (last_inbound_at >= last_at) = ?3 AND merged_into IS NULL AND status <> 'resolved' LIMIT 200`;

/** Open conversations in which the last word is the person's (or else the business's) and was said between two instants, Unix ms. */
export async function readSilent(
  db: TenantDb,
  {
    of,
    fromMs,
    toMs,
  }: { readonly of: "agent" | "customer"; readonly fromMs: number; readonly toMs: number },
): Promise<readonly Silent[]> {
  const { results } = await statement(
    db,
    SILENT,
    fromMs,
    toMs,
    of === "agent" ? 1 : 0,
  ).all<Silent>();
  return results;
}
