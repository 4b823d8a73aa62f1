import { isNearlyFull } from "#core/alert/bad-news";
import { mailAlerts } from "#features/alerts/mail-alerts";
import { readSize } from "#features/alerts/queries";
import { raiseAlert } from "#features/alerts/raise-alert";
import type { ScopedContext } from "#platform/context";

/** Letters whose bell was lost, and a database that is nearly full, which no event tells. */
export async function sweepAlerts(ctx: ScopedContext): Promise<void> {
  const bytes = await readSize(ctx.db);
  if (bytes !== null && isNearlyFull(bytes))
    await raiseAlert(
      ctx,
      { kind: "storage_nearly_full", subject: null },
      { seq: null, atMs: ctx.nowMs() },
    );
  await mailAlerts(ctx);
}
