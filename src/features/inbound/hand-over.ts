import { routeOf } from "#core/whatsapp/envelope";
import { textAt } from "#core/whatsapp/envelope-json";
import type { ArrivedChange } from "#features/inbound/arrived";
import { deliverChanges } from "#features/inbound/deliver-changes";
import { findOwners, forgetOwners } from "#features/inbound/find-owners";
import type { Known } from "#features/inbound/known";
import type { ReadChange } from "#features/inbound/read-mail";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";

/** Mail about a number, or else an account, that is not connected here with the Meta app under which it came. */
export const strangersIn = (
  { appOfNumber, appOfAccount }: Pick<Known, "appOfNumber" | "appOfAccount">,
  changes: readonly ReadChange[],
): readonly ReadChange[] =>
  changes.filter(({ phoneNumberId, wabaId, stored }) => {
    const expected =
      phoneNumberId === null ? appOfAccount.get(wabaId ?? "") : appOfNumber.get(phoneNumberId);
    return expected === undefined || expected !== appIdOf(stored);
  });

const appIdOf = (stored: unknown): string | null => textAt(stored, "app_id");

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
  const routed = strangers.map(({ stored }): ArrivedChange => ({
    ...routeOf(stored),
    appId: appIdOf(stored),
  }));
  forgetOwners(routed);
  const owners = await findOwners(ctx.env, routed);
  const isForeign = (_: unknown, i: number): boolean =>
    owners[i]?.tenantId !== ctx.tenant.id || owners[i].appId !== routed[i]?.appId;
  const foreign = strangers.filter(isForeign);
  if (foreign.length === 0) return new Set();
  await deliverChanges(ctx.env, routed.filter(isForeign));
  for (const { r2Key } of foreign) if (r2Key !== null) await ctx.bucket.delete(r2Key);
  log("warn", "mail.handed_over", { tenant: ctx.tenant.id, count: foreign.length });
  return new Set(foreign);
}
