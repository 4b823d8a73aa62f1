import { routeOf } from "#core/whatsapp/envelope";
import { deliverChanges } from "#features/inbound/deliver-changes";
import { findOwners, forgetOwners } from "#features/inbound/find-owners";
import type { Known } from "#features/inbound/known";
import type { ReadChange } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";

/** Mail about a number, or else an account, that is not connected here. */
export const strangersIn = (
  { numbers, wabaIds }: Pick<Known, "numbers" | "wabaIds">,
  changes: readonly ReadChange[],
): readonly ReadChange[] =>
  changes.filter(({ phoneNumberId, wabaId }) =>
    phoneNumberId === null ? !wabaIds.has(wabaId ?? "") : !numbers.has(phoneNumberId),
  );

/**
 * Give mail to the workspace whose it is. An isolate may take a number for its former owner's for a minute: so whoever drains
 * mail of a number that is not connected here asks the routes themselves. What nobody owns is set aside. Durable when it
 * resolves; to hand over twice does no harm.
 *
 * @returns What is not this workspace's. It must not be applied or listed here.
 */
export async function handOver(
  ctx: ScopedContext,
  strangers: readonly ReadChange[],
): Promise<ReadonlySet<ReadChange>> {
  if (strangers.length === 0) return new Set();
  const routed = strangers.map(({ stored }) => routeOf(stored));
  forgetOwners(routed);
  const owners = await findOwners(ctx.env, routed);
  const isForeign = (_: unknown, i: number): boolean => owners[i] !== ctx.tenant.id;
  const foreign = strangers.filter(isForeign);
  if (foreign.length === 0) return new Set();
  await deliverChanges(ctx.env, routed.filter(isForeign));
  for (const { r2Key } of foreign) if (r2Key !== null) await ctx.bucket.delete(r2Key);
  log("warn", "mail.handed_over", { tenant: ctx.tenant.id, count: foreign.length });
  return new Set(foreign);
}
