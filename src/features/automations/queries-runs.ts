import { and, desc, eq, inArray } from "drizzle-orm";

import type { RunStatus } from "#core/automation/run-state";
import { isId, type Id } from "#core/ids";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import { newBinder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { automationCounts, automationRuns, contacts } from "#db/tenant/schema";

export type RunRow = typeof automationRuns.$inferSelect;

export async function findRun(db: TenantDb, id: string): Promise<RunRow | undefined> {
  if (!isId("run", id)) return undefined;
  return db.select().from(automationRuns).where(eq(automationRuns.id, id)).get();
}

export interface RunFilters {
  readonly automation: string | undefined;
  readonly status: RunStatus | undefined;
  readonly contactId: Id<"contact"> | undefined;
}

/** Runs that a page looks at, at most. */
const SCAN_MAX = 1_000;

/** A page of runs, newest first; `next` is the id to go on after, null when nothing is left to look at. */
export async function pageOfRuns(
  db: TenantDb,
  filters: RunFilters,
  { before, limit }: { readonly before: Id<"run"> | undefined; readonly limit: number },
): Promise<{ readonly ids: readonly Id<"run">[]; readonly next: Id<"run"> | null }> {
  const { sql, params } = pageSql(filters, before, limit);
  const row = await statement(db, sql, ...params).first<{
    ids: string;
    edge: Id<"run"> | null;
  }>();
  // Safe: the statement makes a list of ids of runs.
  const ids = JSON.parse(row?.ids ?? "[]") as readonly Id<"run">[];
  const shown = ids.slice(0, limit);
  return { ids: shown, next: ids.length > limit ? (shown.at(-1) ?? null) : (row?.edge ?? null) };
}

function pageSql(filters: RunFilters, before: Id<"run"> | undefined, limit: number) {
  const binder = newBinder();
  const { bind } = binder;
  const behind = before === undefined ? "1" : `id < ${bind(before)}`;
  const tests = [
    ["automation_id", filters.automation],
    ["status", filters.status],
    ["contact_id", filters.contactId],
  ].flatMap(([column, value]) => (value === undefined ? [] : [`AND ${column} = ${bind(value)}`]));
  const sql = `WITH scanned AS (SELECT id, automation_id, status, contact_id FROM automation_runs
  WHERE ${behind} ORDER BY id DESC LIMIT ${bind(SCAN_MAX)}),
shown AS (SELECT id FROM scanned WHERE 1 ${tests.join(" ")} ORDER BY id DESC LIMIT ${bind(limit + 1)})
SELECT (SELECT json_group_array(id) FROM shown) ids,
  (SELECT id FROM scanned ORDER BY id DESC LIMIT 1 OFFSET ${bind(SCAN_MAX - 1)}) edge`;
  return { sql, params: binder.params };
}

/** A run, and what its person is called. */
export interface NamedRun {
  readonly run: RunRow;
  readonly contactName: string | null;
}

/** Runs by their ids, newest first. */
export async function readRuns(
  db: TenantDb,
  ids: readonly Id<"run">[],
): Promise<readonly NamedRun[]> {
  if (ids.length === 0) return [];
  return db
    .select({ run: automationRuns, contactName: contacts.name })
    .from(automationRuns)
    .leftJoin(contacts, eq(contacts.id, automationRuns.contactId))
    .where(inArray(automationRuns.id, jsonList(ids)))
    .orderBy(desc(automationRuns.id))
    .all();
}

/** What is counted of the runs of a version, by `core/automation/funnel`. */
export async function readCounts(
  db: TenantDb,
  id: Id<"automation">,
  n: number,
): Promise<Readonly<Record<string, number>>> {
  const row = await db
    .select({ counts: automationCounts.counts })
    .from(automationCounts)
    .where(and(eq(automationCounts.automationId, id), eq(automationCounts.n, n)))
    .get();
  return row?.counts ?? {};
}
