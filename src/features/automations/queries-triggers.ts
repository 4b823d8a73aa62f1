import { desc, eq, lt } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { triggers } from "#db/tenant/schema";

export type TriggerRow = typeof triggers.$inferSelect;

export async function findTrigger(db: TenantDb, id: string): Promise<TriggerRow | undefined> {
  if (!isId("trigger", id)) return undefined;
  return db.select().from(triggers).where(eq(triggers.id, id)).get();
}

/** Triggers, newest first. */
export const findTriggers = (
  db: TenantDb,
  { before, limit }: { readonly before: Id<"trigger"> | undefined; readonly limit: number },
): Promise<readonly TriggerRow[]> =>
  db
    .select()
    .from(triggers)
    .where(before && lt(triggers.id, before))
    .orderBy(desc(triggers.id))
    .limit(limit)
    .all();
