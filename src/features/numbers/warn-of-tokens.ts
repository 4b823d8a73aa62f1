import { isInUse } from "#core/number/in-use";
import { tokenExpiring } from "#features/numbers/events";
import type { NumberRow } from "#features/numbers/queries";
import { isWarned, noteWarned } from "#features/numbers/writes-news";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** How long before its end a token is warned of. */
const WARN_BEFORE_MS = 7 * 24 * 60 * 60 * 1000;

/** Warn, once for each token, of those that end soon. Nothing is read. */
export async function warnOfTokens(ctx: ScopedContext, rows: readonly NumberRow[]): Promise<void> {
  const untilMs = ctx.nowMs() + WARN_BEFORE_MS;
  for (const row of rows) {
    const { tokenExpiresAt: endsAtMs } = row;
    if (endsAtMs === null || endsAtMs > untilMs || row.expiryToldFor === endsAtMs) continue;
    if (!isInUse(row.status) || row.status === "needs_reauth") continue;
    try {
      await commit(ctx, {
        statements: noteWarned(ctx.db, row.id, endsAtMs),
        events: [tokenExpiring(row, endsAtMs)],
      });
    } catch (error) {
      if (!isWarned(error)) throw error;
    }
  }
}
