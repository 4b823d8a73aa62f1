import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import { toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { triggers } from "#db/tenant/schema";
import type { TriggerRow } from "#features/automations/queries-triggers";

/** A new trigger URL. */
export const insertTrigger = (db: TenantDb, row: TriggerRow): Statement =>
  toStatement(db, db.insert(triggers).values(row));

/** Nobody is heard at the URL any more. */
export const deleteTriggerRow = (db: TenantDb, id: Id<"trigger">): Statement =>
  toStatement(db, db.delete(triggers).where(eq(triggers.id, id)));
