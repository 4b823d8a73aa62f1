import { and, eq, isNull } from "drizzle-orm";

import { timeChars } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";
import { guard, isGuardBroken, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { alerts } from "#db/tenant/schema";
import type { AlertRow } from "#features/alerts/queries";

const QUIET = "alert.quiet";

/** The lowest id of an alert that is raised at an instant (Unix ms) or after it. */
export const alertIdFrom = (atMs: number): string => `${ID_PREFIXES.alert}_${timeChars(atMs)}`;

/**
 * Raise an alert, unless it is there already, or the same of the same was raised since `sinceMs` (Unix ms): then the batch rolls
 * back (`isQuiet`).
 */
export const insertAlert = (db: TenantDb, row: AlertRow, sinceMs: number): Statement[] => [
  guard(
    db,
    QUIET,
    `NOT EXISTS (SELECT 1 FROM alerts WHERE id = ?1)
     AND NOT EXISTS (SELECT 1 FROM alerts WHERE id >= ?2 AND kind = ?3 AND subject IS ?4)`,
    row.id,
    alertIdFrom(sinceMs),
    row.kind,
    row.subject,
  ),
  toStatement(db, db.insert(alerts).values(row)),
];

/** Whether a batch rolled back because the alert was raised before. */
export const isQuiet = (error: unknown): boolean => isGuardBroken(error, QUIET);

/** Its letters are sent. */
export const markMailed = (db: TenantDb, id: Id<"alert">, atMs: number): Statement =>
  toStatement(db, db.update(alerts).set({ mailedAt: atMs }).where(eq(alerts.id, id)));

/** Somebody sees to it. Who was first stays. */
export const acknowledge = (
  db: TenantDb,
  id: Id<"alert">,
  by: { readonly actor: string; readonly atMs: number },
): Statement =>
  toStatement(
    db,
    db
      .update(alerts)
      .set({ acknowledgedAt: by.atMs, acknowledgedBy: by.actor })
      .where(and(eq(alerts.id, id), isNull(alerts.acknowledgedAt))),
  );
