import { and, eq } from "drizzle-orm";

import type { ControlDb } from "#db/control/client";
import { metaApps } from "#db/control/schema";
import { guard, isGuardBroken, toStatement, violatesUnique, type Statement } from "#db/statement";
import type { MetaAppRow } from "#features/meta-apps/queries";

/** A workspace holds at most so many. */
export const META_APPS_MAX = 20;

const ROOM = "meta_apps.room";
const UNUSED = "meta_apps.unused";

/** Add an app. The batch rolls back when somebody has it (`isTaken`), or the workspace has no room for it (`isFull`). */
export const insertMetaApp = (control: ControlDb, row: MetaAppRow): Statement[] => [
  guard(
    control,
    ROOM,
    "(SELECT count(*) FROM meta_apps WHERE tenant_id = ?1) < ?2",
    row.tenantId,
    META_APPS_MAX,
  ),
  toStatement(control, control.insert(metaApps).values(row)),
];

export const isTaken = (error: unknown): boolean => violatesUnique(error, "meta_apps.app_id");
export const isFull = (error: unknown): boolean => isGuardBroken(error, ROOM);

/** Replace an app's secrets. */
export const replaceSecrets = (
  control: ControlDb,
  row: Pick<MetaAppRow, "appId" | "tenantId" | "secretsSealed" | "updatedAt">,
): Statement =>
  toStatement(
    control,
    control
      .update(metaApps)
      .set({ secretsSealed: row.secretsSealed, updatedAt: row.updatedAt })
      .where(ofTenant(row)),
  );

/** Delete an app. The batch rolls back (`isInUse`) while the webhooks of a number or an account come under it. */
export const deleteApp = (
  control: ControlDb,
  row: Pick<MetaAppRow, "appId" | "tenantId">,
): Statement[] => [
  guard(
    control,
    UNUSED,
    `NOT EXISTS (SELECT 1 FROM number_routes WHERE tenant_id = ?2 AND app_id = ?1)
AND NOT EXISTS (SELECT 1 FROM waba_routes WHERE tenant_id = ?2 AND app_id = ?1)`,
    row.appId,
    row.tenantId,
  ),
  toStatement(control, control.delete(metaApps).where(ofTenant(row))),
];

export const isInUse = (error: unknown): boolean => isGuardBroken(error, UNUSED);

const ofTenant = ({ appId, tenantId }: Pick<MetaAppRow, "appId" | "tenantId">) =>
  and(eq(metaApps.appId, appId), eq(metaApps.tenantId, tenantId));
