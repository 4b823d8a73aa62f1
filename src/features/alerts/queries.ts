import { and, desc, gte, isNotNull, isNull, lt, sql } from "drizzle-orm";

import { SLOT_MS } from "#core/analytics/slot";
import { COUNT } from "#core/analytics/tally";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { alerts } from "#db/tenant/schema";

export type AlertRow = typeof alerts.$inferSelect;

/** An alert by its id. */
export const findAlert = (db: TenantDb, id: string): Promise<AlertRow | undefined> =>
  db
    .select()
    .from(alerts)
    .where(sql`${alerts.id} = ${id}`)
    .get();

/** Alerts, newest first: those that nobody saw to, those that somebody did, or all. */
export function findAlerts(
  db: TenantDb,
  ask: {
    readonly state: "open" | "acknowledged" | undefined;
    readonly before: Id<"alert"> | null;
    readonly limit: number;
  },
): Promise<AlertRow[]> {
  const is = {
    open: isNull(alerts.acknowledgedAt),
    acknowledged: isNotNull(alerts.acknowledgedAt),
  };
  return db
    .select()
    .from(alerts)
    .where(
      and(
        ask.before === null ? undefined : lt(alerts.id, ask.before),
        ask.state === undefined ? undefined : is[ask.state],
      ),
    )
    .orderBy(desc(alerts.id))
    .limit(ask.limit);
}

/** Alerts of which letters were sent since an instant (Unix ms), and those that still wait for theirs. */
export async function readLetters(
  db: TenantDb,
  { sinceMs, fromId }: { readonly sinceMs: number; readonly fromId: string },
): Promise<{ readonly mailed: number; readonly unmailed: readonly AlertRow[] }> {
  const recent = gte(sql`${alerts.id}`, fromId);
  const [mailed, unmailed] = await db.batch([
    db
      .select({ n: sql<number>`count(*)` })
      .from(alerts)
      .where(and(recent, gte(alerts.mailedAt, sinceMs))),
    db
      .select()
      .from(alerts)
      .where(and(recent, isNull(alerts.mailedAt))),
  ]);
  return { mailed: mailed[0]?.n ?? 0, unmailed };
}

const OPT_OUTS = `SELECT coalesce(sum(a.counts->>?2), 0) optOuts, coalesce(sum(a.counts->>?3), 0) delivered
FROM activity a WHERE a.slot >= ?1`;

/** Withdrawals and marketing messages delivered since an instant (Unix ms), as far as they are counted yet. */
export async function readOptOuts(
  db: TenantDb,
  sinceMs: number,
): Promise<{ readonly optOuts: number; readonly delivered: number }> {
  const path = (name: string) => `$."${name}"`;
  const row = await statement(
    db,
    OPT_OUTS,
    Math.floor(sinceMs / SLOT_MS),
    path(COUNT.optOuts),
    path(COUNT.ofCategory("delivered", "marketing")),
  ).first<{ optOuts: number; delivered: number }>();
  return row ?? { optOuts: 0, delivered: 0 };
}

/** How many bytes the workspace's database holds; null where D1 does not tell. */
export async function readSize(db: TenantDb): Promise<number | null> {
  const { meta } = await statement(db, "SELECT 1").all();
  return typeof meta.size_after === "number" ? meta.size_after : null;
}
