import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { firstPrefixAt } from "#features/webhooks/packed-log";
import { findAllWebhooks } from "#features/webhooks/queries";
import { findOldLog } from "#features/webhooks/queries-log";
import { forgetLogRows } from "#features/webhooks/writes-log";
import type { ScopedContext } from "#platform/context";

/** One step of forgetting what was posted. */
export interface ForgottenLog {
  readonly statements: readonly Statement[];
  readonly rows: number;
  /** Where the next step goes on; null when nothing is left. */
  readonly position: string | null;
}

/**
 * Forget what was posted before an instant (Unix ms), webhook by webhook.
 *
 * @param of.position That the step before answered; empty at the beginning.
 * @param of.heldContactIds People in whose rows nothing is forgotten.
 */
export async function forgetOldLog(
  ctx: ScopedContext,
  of: {
    readonly position: string;
    readonly beforeMs: number;
    readonly heldContactIds: readonly Id<"contact">[];
    readonly limit: number;
  },
): Promise<ForgottenLog> {
  const [at = "", after = ""] = of.position.split("|");
  const ids = (await findAllWebhooks(ctx.db)).map(({ id }) => id).toSorted();
  const id = ids.find((one) => one >= at);
  if (id === undefined) return { statements: [], rows: 0, position: null };
  const old = await findOldLog(ctx.db, id, {
    ...of,
    after: id === at ? after : "",
    beforeId: firstPrefixAt(of.beforeMs),
  });
  const next = ids.find((one) => one > id);
  return {
    statements: old.ids.length === 0 ? [] : [forgetLogRows(ctx.db, id, old.ids)],
    rows: old.ids.length,
    position: old.after === null ? (next ?? null) : `${id}|${old.after}`,
  };
}
