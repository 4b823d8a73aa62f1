import { isNotNull, sql } from "drizzle-orm";

import { openControlDb } from "#db/control/client";
import { pool } from "#db/control/schema";
import { isUntouched } from "#db/empty-database";
import { statement } from "#db/statement";
import { describeError, log } from "#platform/log";
import { rawDatabase } from "#platform/tenancy";

/** Retired databases that one sweep looks at, any of them. */
const LOOKED_AT = 20;

/**
 * Take up retired bindings again behind which the operator has put another database (`npm run pool -- recycle`): it is known by
 * what it lacks, because an emptied database says that it was one. Nobody has to tell the deployment. Part of the scheduled
 * handler.
 */
export async function freeRecycled(env: Env): Promise<void> {
  const control = openControlDb(env.CONTROL_DB);
  const retired = await control
    .select({ binding: pool.binding })
    .from(pool)
    .where(isNotNull(pool.retiredAt))
    .orderBy(sql`random()`)
    .limit(LOOKED_AT);
  for (const { binding } of retired)
    if (await isNew(env, binding))
      await statement(
        control,
        "UPDATE pool SET tenant_id = NULL, retired_at = NULL WHERE binding = ?1 AND retired_at IS NOT NULL",
        binding,
      ).run();
}

/** One that cannot be asked is not: the former one may be deleted, and the deploy not out yet. */
async function isNew(env: Env, binding: string): Promise<boolean> {
  try {
    const db = rawDatabase(env, binding);
    return db !== undefined && (await isUntouched(db));
  } catch (error) {
    log("warn", "pool.retired_unreadable", { binding, ...describeError(error) });
    return false;
  }
}
