import { STATUSES_IN_USE } from "#core/number/in-use";
import { tokenExpiring } from "#features/numbers/events";
import type { NumberRow } from "#features/numbers/queries";
import { isExpiryTold, putExpiryTold } from "#features/numbers/writes-news";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** How long before its end a token is warned of, ms. */
const WARNED_BEFORE_MS = 7 * 24 * 60 * 60 * 1000;

/** Tell, once for each token, that it ends soon: without a new one its number stops. */
export async function warnOfTokens(
  ctx: ScopedContext,
  numbers: readonly NumberRow[],
): Promise<void> {
  const untilMs = ctx.nowMs() + WARNED_BEFORE_MS;
  for (const row of numbers) {
    const { id, status, tokenExpiresAt, expiryToldFor } = row;
    const isDue = tokenExpiresAt !== null && tokenExpiresAt <= untilMs;
    if (!isDue || tokenExpiresAt === expiryToldFor || !STATUSES_IN_USE.includes(status)) continue;
    try {
      await commit(ctx, {
        statements: putExpiryTold(ctx.db, id, tokenExpiresAt),
        events: [tokenExpiring(row, tokenExpiresAt)],
      });
    } catch (error) {
      if (!isExpiryTold(error)) throw error;
    }
  }
}
