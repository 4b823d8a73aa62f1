import { asc, inArray, lte } from "drizzle-orm";

import { openControlDb } from "#db/control/client";
import { invitations } from "#db/control/schema";

/** An invitation names a person, so it is not kept for long after it ran out. */
const KEPT_MS = 30 * 24 * 3_600_000;
const SWEPT_MAX = 1000;

/** Drop invitations that ran out 30 days ago, accepted or not. Part of the scheduled handler. */
export async function sweepInvitations(env: Env, nowMs: number): Promise<void> {
  const control = openControlDb(env.CONTROL_DB);
  const old = control
    .select({ id: invitations.id })
    .from(invitations)
    .where(lte(invitations.expiresAt, nowMs - KEPT_MS))
    .orderBy(asc(invitations.expiresAt))
    .limit(SWEPT_MAX);
  await control.delete(invitations).where(inArray(invitations.id, old));
}
