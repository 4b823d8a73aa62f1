import { eq } from "drizzle-orm";

import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { parseFilter, type Filter } from "#core/segment/filter";
import type { TenantDb } from "#db/tenant/client";
import { segments } from "#db/tenant/schema";

/** The filter of the segment that a query names, as it is now. @throws AppError `not_found`. */
export async function requireSegmentFilter(db: TenantDb, id: Id<"segment">): Promise<Filter> {
  const row = await db
    .select({ filter: segments.filter })
    .from(segments)
    .where(eq(segments.id, id))
    .get();
  if (row === undefined)
    throw new AppError("not_found", "There is no such segment.", {
      errors: [{ pointer: "segment", code: "not_found", message: "There is no such segment." }],
    });
  const parsed = parseFilter(row.filter);
  if (!parsed.ok) throw new Error("a stored filter no longer parses");
  return parsed.value;
}
