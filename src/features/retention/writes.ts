/** The SQL that writes what is kept how long, how far sweeps have come, and legal holds. */
import type { RetentionClass } from "#core/retention/classes";
import type { HoldSubject } from "#core/retention/holds";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { legalHolds } from "#db/tenant/schema";
import type { HoldRow, SweepRow } from "#features/retention/queries";

const SET = `
INSERT INTO retention_settings (class, days, updated_at)
SELECT value->>'name', value->>'days', CAST(?2 AS INTEGER) FROM json_each(?1) WHERE true
ON CONFLICT DO UPDATE SET days = excluded.days, updated_at = excluded.updated_at`;

/** Set how long classes are kept. */
export const setDays = (
  db: TenantDb,
  classes: readonly { readonly name: RetentionClass; readonly days: number }[],
  nowMs: number,
): Statement => statement(db, SET, JSON.stringify(classes), nowMs);

/** Place a hold; where one stands its reason is renewed, and since when it stands remains. */
export const placeHold = (db: TenantDb, row: HoldRow): Statement =>
  toStatement(
    db,
    db
      .insert(legalHolds)
      .values(row)
      .onConflictDoUpdate({ target: legalHolds.subject, set: { reason: row.reason } }),
  );

/** End a hold. It changes a row when one stood. */
export const endHold = (db: TenantDb, subject: HoldSubject): Statement =>
  statement(db, "DELETE FROM legal_holds WHERE subject = ?1", subject);

const AT = "retention.sweep";

const MOVE = `
INSERT INTO retention_sweeps (class, started_at, finished_at, position, swept, last_swept)
VALUES (?1, CAST(?2 AS INTEGER), CAST(?3 AS INTEGER), ?4, CAST(?5 AS INTEGER), CAST(?6 AS INTEGER))
ON CONFLICT DO UPDATE SET started_at = excluded.started_at, finished_at = excluded.finished_at, position = excluded.position,
  swept = excluded.swept, last_swept = excluded.last_swept`;

/** How far a pass has come, after one step. The batch rolls back (`isSweptMeanwhile`) when another run took the step. */
export const movePass = (db: TenantDb, was: SweepRow | undefined, row: SweepRow): Statement[] => [
  was === undefined
    ? guard(db, AT, "NOT EXISTS (SELECT 1 FROM retention_sweeps WHERE class = ?1)", row.class)
    : guard(
        db,
        AT,
        "EXISTS (SELECT 1 FROM retention_sweeps WHERE class = ?1 AND position = ?2 AND started_at = ?3 AND finished_at IS ?4)",
        was.class,
        was.position,
        was.startedAt,
        was.finishedAt,
      ),
  statement(
    db,
    MOVE,
    row.class,
    row.startedAt,
    row.finishedAt,
    row.position,
    row.swept,
    row.lastSwept,
  ),
];

/** Whether a batch rolled back because another run took the same step. */
export const isSweptMeanwhile = (error: unknown): boolean => isGuardBroken(error, AT);
