import { and, asc, count, eq, gt, ne } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { RetentionSettings } from "#core/retention/classes";
import type { Held } from "#core/retention/holds";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { legalHolds, retentionSettings, retentionSweeps } from "#db/tenant/schema";

export type HoldRow = typeof legalHolds.$inferSelect;
export type SweepRow = typeof retentionSweeps.$inferSelect;

/** What the workspace set. Names of classes that are gone are nobody's: `daysOf` asks for those that there are. */
export async function readSettings(db: TenantDb): Promise<RetentionSettings> {
  const rows = await db.select().from(retentionSettings).all();
  return Object.fromEntries(rows.map((row) => [row.class, row.days]));
}

/** Everything that is told of retention, in one round trip. */
export async function readRetention(db: TenantDb) {
  const [settings, sweeps, holds, held] = await db.batch([
    db.select().from(retentionSettings),
    db.select().from(retentionSweeps),
    db.select().from(legalHolds).where(eq(legalHolds.subject, "workspace")),
    db.select({ n: count() }).from(legalHolds).where(ne(legalHolds.subject, "workspace")),
  ]);
  return {
    settings: Object.fromEntries(settings.map((row) => [row.class, row.days])) as RetentionSettings,
    sweeps,
    hold: holds[0],
    heldContacts: held[0]?.n ?? 0,
  };
}

export const findHold = (db: TenantDb, subject: HoldRow["subject"]): Promise<HoldRow | undefined> =>
  db.select().from(legalHolds).where(eq(legalHolds.subject, subject)).get();

/** Held contacts, in the order of their ids; the workspace's own hold is not among them. */
export const findHolds = (
  db: TenantDb,
  page: { readonly after: Id<"contact"> | undefined; readonly limit: number },
): Promise<readonly HoldRow[]> =>
  db
    .select()
    .from(legalHolds)
    .where(
      and(
        ne(legalHolds.subject, "workspace"),
        page.after === undefined ? undefined : gt(legalHolds.subject, page.after),
      ),
    )
    .orderBy(asc(legalHolds.subject))
    .limit(page.limit)
    .all();

/** A hold follows its person: to the contact that a held one was merged into, and to those that were merged into that one. */
const HELD = `
WITH named AS (SELECT h.subject id FROM legal_holds h),
roots AS (SELECT coalesce(c.merged_into, n.id) id FROM named n LEFT JOIN contacts c ON c.id = n.id)
SELECT id FROM named UNION SELECT id FROM roots
UNION SELECT c.id FROM roots r CROSS JOIN contacts c ON c.merged_into = r.id AND c.merged_into IS NOT NULL`;

/** What must not be swept. */
export async function readHeld(db: TenantDb): Promise<Held> {
  const { results } = await statement(db, HELD).all<{ id: HoldRow["subject"] }>();
  return {
    everything: results.some(({ id }) => id === "workspace"),
    contactIds: results.flatMap(({ id }) => (id === "workspace" ? [] : [id])),
  };
}

const IS_HELD = `
WITH root AS (SELECT coalesce((SELECT merged_into FROM contacts WHERE id = ?1), ?1) id)
SELECT EXISTS (SELECT 1 FROM legal_holds WHERE subject IN ('workspace', ?1))
  OR EXISTS (SELECT 1 FROM root r CROSS JOIN legal_holds h ON h.subject = r.id)
  OR EXISTS (SELECT 1 FROM root r CROSS JOIN contacts c ON c.merged_into = r.id AND c.merged_into IS NOT NULL
    CROSS JOIN legal_holds h ON h.subject = c.id) AS held`;

/** Whether a contact's data is held: by its own hold, by that of a contact it is merged with, or by the workspace's. */
export async function readIsHeld(db: TenantDb, contactId: Id<"contact">): Promise<boolean> {
  const found = await statement(db, IS_HELD, contactId).first<{ held: number }>();
  return found?.held === 1;
}

const SWEEPS = `
SELECT class, started_at startedAt, finished_at finishedAt, position, swept, last_swept lastSwept FROM retention_sweeps`;

/** How far the sweeps have come, by class, and how many bytes the database holds; null where D1 does not tell. */
export async function readSweeps(db: TenantDb): Promise<{
  readonly sweeps: ReadonlyMap<string, SweepRow>;
  readonly bytes: number | null;
}> {
  const { results, meta } = await statement(db, SWEEPS).all<SweepRow>();
  return {
    sweeps: new Map(results.map((row) => [row.class, row])),
    bytes: typeof meta.size_after === "number" ? meta.size_after : null,
  };
}
