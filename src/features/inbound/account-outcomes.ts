import type { ReadChange } from "#features/inbound/read-mail";
import {
  applyAccountChanges,
  type AccountMail,
  type AccountOutcome,
} from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";

/**
 * What changes about accounts and numbers lead to.
 *
 * @param seen Keys of changes that were applied before.
 */
export function accountOutcomes(
  ctx: ScopedContext,
  changes: readonly ReadChange[],
  seen: ReadonlySet<string>,
): Promise<AccountOutcome> {
  const heard = new Set(seen);
  const mail: AccountMail[] = [];
  for (const { items, wabaId, key } of changes) {
    const own = items.filter((item) => item.kind === "account");
    const isRepeated = heard.has(key);
    for (const item of own) mail.push({ wabaId, item, isRepeated });
    if (own.length > 0) heard.add(key);
  }
  return applyAccountChanges(ctx, mail);
}
