import { and, eq } from "drizzle-orm";

import { newCounts } from "#core/automation/funnel";
import type { Id } from "#core/ids";
import {
  guard,
  isGuardBroken,
  jsonParameters,
  statement,
  toStatement,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { automationRuns } from "#db/tenant/schema";
import type { RunRow } from "#features/automations/queries-runs";

const TURN = "run.revision";

/** Lets the batch through only while the run stands where its turn began: at this revision, or not begun at all (0). */
const guardTurn = (db: TenantDb, id: Id<"run">, revision: number): Statement =>
  revision === 0
    ? guard(db, TURN, "NOT EXISTS (SELECT 1 FROM automation_runs WHERE id = ?1)", id)
    : guard(
        db,
        TURN,
        "EXISTS (SELECT 1 FROM automation_runs WHERE id = ?1 AND revision = ?2 AND status = 'waiting')",
        id,
        revision,
      );

/** Whether a batch rolled back because the turn was written before, or another was. */
export const isTurnTaken = (error: unknown): boolean => isGuardBroken(error, TURN);

/**
 * What a turn writes of its run and counts of it, and the guard in front: the run stands as it did when the turn began, a revision
 * before `row`.
 */
export function saveTurn(db: TenantDb, began: RunRow, row: RunRow): readonly Statement[] {
  const before = row.revision - 1;
  const counted = addCounts(db, row, newCounts(began, row));
  if (before === 0)
    return [
      guardTurn(db, row.id, 0),
      toStatement(db, db.insert(automationRuns).values(row)),
      ...counted,
    ];
  const { status, reason, revision, wakeAt, updatedAt, state, numberId, conversationId } = row;
  return [
    guardTurn(db, row.id, before),
    toStatement(
      db,
      db
        .update(automationRuns)
        .set({ status, reason, revision, wakeAt, updatedAt, state, numberId, conversationId })
        .where(and(eq(automationRuns.id, row.id), eq(automationRuns.revision, before))),
    ),
    ...counted,
  ];
}

const COUNT = `
INSERT INTO automation_counts (automation_id, n, counts) VALUES (?1, ?2, ?3)
ON CONFLICT (automation_id, n) DO UPDATE SET counts = (SELECT json_group_object(name, runs) FROM (
  SELECT key name, sum(value) runs FROM (
    SELECT key, value FROM json_each(automation_counts.counts) UNION ALL SELECT key, value FROM json_each(excluded.counts))
  GROUP BY key))`;

/** Nothing is written where nothing is counted. */
const addCounts = (
  db: TenantDb,
  { automationId, n }: RunRow,
  counts: Readonly<Record<string, number>>,
): readonly Statement[] =>
  Object.keys(counts).length === 0
    ? []
    : [statement(db, COUNT, automationId, n, JSON.stringify(counts))];

const COUNTED = "automation.count";

/** In front of a turn's writes: lets them through only while so many runs have come to a step (`isCountMoved`). */
export const guardCount = (
  db: TenantDb,
  { automationId, n }: RunRow,
  { step, runs }: { readonly step: string; readonly runs: number },
): Statement =>
  guard(
    db,
    COUNTED,
    `coalesce((SELECT c.value FROM automation_counts a, json_each(a.counts) c
      WHERE a.automation_id = ?1 AND a.n = ?2 AND c.key = ?3), 0) = ?4`,
    automationId,
    n,
    step,
    runs,
  );

/** Whether a batch rolled back because another run came to the step meanwhile. */
export const isCountMoved = (error: unknown): boolean => isGuardBroken(error, COUNTED);

const SILENT = "automation.withdrawal";

/**
 * Lets the batch through only while the person has not withdrawn behind an instant (Unix ms): what a turn says was decided
 * before (`isWithdrawnSince`).
 */
export const guardConsent = (db: TenantDb, contactId: Id<"contact">, sinceMs: number): Statement =>
  guard(
    db,
    SILENT,
    `NOT EXISTS (SELECT 1 FROM consents WHERE contact_id = ?1 AND action = 'withdraw' AND by_person
      AND recorded_at > CAST(?2 AS INTEGER))`,
    contactId,
    sinceMs,
  );

/** Whether a batch rolled back because the person had withdrawn meanwhile. */
export const isWithdrawnSince = (error: unknown): boolean => isGuardBroken(error, SILENT);

const PLANT = `
INSERT INTO automation_runs (id, automation_id, n, contact_id, number_id, conversation_id, status, reason, cause, depth,
  revision, wake_at, created_at, updated_at, state)
SELECT r.value->>'id', r.value->>'automationId', r.value->>'n', r.value->>'contactId', r.value->>'numberId',
  r.value->>'conversationId', r.value->>'status', r.value->>'reason', r.value->>'cause', r.value->>'depth',
  r.value->>'revision', r.value->>'wakeAt', r.value->>'createdAt', r.value->>'updatedAt', r.value->>'state'
FROM json_each(?1) r WHERE true ON CONFLICT DO NOTHING RETURNING id`;

/** Runs that are to begin; one that is there stays as it is. The results hold the ids of the new ones. */
export const insertRuns = (db: TenantDb, rows: readonly RunRow[]): readonly Statement[] =>
  jsonParameters(rows).map((json) => statement(db, PLANT, json));

/** Runs of a contact that was merged go on for the one that is left. */
export const moveRuns = (db: TenantDb, from: Id<"contact">, to: Id<"contact">): Statement =>
  statement(
    db,
    "UPDATE automation_runs SET contact_id = ?2, revision = revision + 1 WHERE contact_id = ?1 AND status = 'waiting'",
    from,
    to,
  );

/** Delete the runs of contacts, with what people answered in them. It reads every run; their counts stay. */
export const eraseRuns = (db: TenantDb, contactIds: readonly Id<"contact">[]): Statement =>
  statement(
    db,
    "DELETE FROM automation_runs WHERE contact_id IN (SELECT value FROM json_each(?1))",
    JSON.stringify(contactIds),
  );
