import { and, eq, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import { guard, isGuardBroken, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { automations, automationVersions } from "#db/tenant/schema";
import type { AutomationRow, VersionRow } from "#features/automations/queries";

/** A new automation. */
export const insertAutomation = (db: TenantDb, row: AutomationRow): Statement =>
  toStatement(db, db.insert(automations).values(row));

const REVISION = "automation.revision";

/** Let the batch through only while the automation is as it was read (`isAutomationChanged`). */
export const guardRevision = (
  db: TenantDb,
  { id, revision }: Pick<AutomationRow, "id" | "revision">,
): Statement =>
  guard(
    db,
    REVISION,
    "EXISTS (SELECT 1 FROM automations WHERE id = ?1 AND revision = ?2)",
    id,
    revision,
  );

/** Whether a batch rolled back because another writer had changed the automation. */
export const isAutomationChanged = (error: unknown): boolean => isGuardBroken(error, REVISION);

/** Write an automation whole; put {@link guardRevision} in front. */
export function saveAutomation(db: TenantDb, row: AutomationRow): Statement {
  const { id, createdAt: _made, ...set } = row;
  return toStatement(db, db.update(automations).set(set).where(eq(automations.id, id)));
}

export const deleteAutomationRow = (db: TenantDb, id: Id<"automation">): Statement =>
  toStatement(db, db.delete(automations).where(eq(automations.id, id)));

/** Keep what is published; it is never changed. */
export const insertVersion = (db: TenantDb, row: VersionRow): Statement =>
  toStatement(db, db.insert(automationVersions).values(row));

/** A schedule has come so far, unless another run of the job was faster: then no row changes. */
export const moveSchedule = (
  db: TenantDb,
  before: Pick<AutomationRow, "id" | "dueAt" | "dueAfter">,
  after: Pick<AutomationRow, "dueAt" | "dueAfter">,
): Statement =>
  toStatement(
    db,
    db
      .update(automations)
      .set({ dueAt: after.dueAt, dueAfter: after.dueAfter })
      .where(
        and(
          eq(automations.id, before.id),
          sql`${automations.dueAt} IS ${before.dueAt} AND ${automations.dueAfter} IS ${before.dueAfter}`,
        ),
      ),
  );
