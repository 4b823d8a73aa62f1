import { daysOf, DAY_MS } from "#core/retention/classes";
import { findHold, readSettings } from "#features/retention/queries";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/**
 * Tell the session object how long it keeps what Meta sent. A call that is lost is made again by the next daily sweep; until then
 * the object keeps as long as it was told before.
 */
export async function tellArchive(ctx: ScopedContext): Promise<void> {
  const [settings, hold] = await Promise.all([readSettings(ctx.db), findHold(ctx.db, "workspace")]);
  try {
    await ctx.session.keepDrained({
      keptMs: daysOf(settings, "raw_webhooks") * DAY_MS,
      isHeld: hold !== undefined,
    });
  } catch (error) {
    log("warn", "retention.untold", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
