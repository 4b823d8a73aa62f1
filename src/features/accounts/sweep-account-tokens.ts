import { asc, inArray, lte } from "drizzle-orm";

import { openControlDb } from "#db/control/client";
import { accountTokens } from "#db/control/schema";

const SWEPT_MAX = 1000;

/** Drop tokens that ran out, used or not: they name a person. Part of the scheduled handler. */
export async function sweepAccountTokens(env: Env, nowMs: number): Promise<void> {
  const control = openControlDb(env.CONTROL_DB);
  const old = control
    .select({ tokenHash: accountTokens.tokenHash })
    .from(accountTokens)
    .where(lte(accountTokens.expiresAt, nowMs))
    .orderBy(asc(accountTokens.expiresAt))
    .limit(SWEPT_MAX);
  await control.delete(accountTokens).where(inArray(accountTokens.tokenHash, old));
}
