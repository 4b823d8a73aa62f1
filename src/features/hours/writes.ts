import { toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { businessHours } from "#db/tenant/schema";
import type { HoursRow } from "#features/hours/queries";

/** Write the hours, in the place of those before. */
export function saveHours(db: TenantDb, row: HoursRow): Statement {
  const { id: _one, ...set } = row;
  return toStatement(
    db,
    db.insert(businessHours).values(row).onConflictDoUpdate({ target: businessHours.id, set }),
  );
}
