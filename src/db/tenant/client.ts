import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";

import type { Id } from "#core/ids";
import * as schema from "#db/tenant/schema";

declare const tenantMark: unique symbol;

/**
 * A database handle that belongs to one tenant. Queries accept this type and nothing wider, so code that has not resolved a
 * tenant cannot compile a tenant query. `$client` is the same database for SQL that is measured by the row.
 */
export type TenantDb = DrizzleD1Database<typeof schema> & {
  readonly $client: D1Database;
  readonly [tenantMark]: Id<"tenant">;
};

/** Handles by binding: a binding belongs to one tenant for good, and drizzle reads the whole schema for each new handle. */
const opened = new WeakMap<D1Database, TenantDb>();

/** Open the handle. Only `platform/tenancy` calls this, after the tenant was proven. */
export function openTenantDb(binding: D1Database, _tenantId: Id<"tenant">): TenantDb {
  const known = opened.get(binding);
  if (known !== undefined) return known;
  // Safe: the mark exists in the type system only; nothing reads it at run time.
  const db = drizzle(binding, { schema }) as unknown as TenantDb;
  opened.set(binding, db);
  return db;
}

/** Open the handle within a session of D1, for one call. Only `platform/tenancy` calls this, as {@link openTenantDb}. */
export function openTenantSession(session: D1DatabaseSession, _tenantId: Id<"tenant">): TenantDb {
  // Safe: of the client `prepare` and `batch` alone are used, which a session has; for the mark see above.
  return drizzle(session as unknown as D1Database, { schema }) as unknown as TenantDb;
}
