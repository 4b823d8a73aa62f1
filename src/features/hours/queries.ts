import type { TenantDb } from "#db/tenant/client";
import { businessHours } from "#db/tenant/schema";

export type HoursRow = typeof businessHours.$inferSelect;

/** The hours as they were written; undefined while nobody has. */
export const findHours = (db: TenantDb): Promise<HoursRow | undefined> =>
  db.select().from(businessHours).get();
