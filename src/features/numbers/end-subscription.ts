/**
 * The end of an account's subscription. A number that was disconnected keeps its sealed token until Meta sends the webhooks of
 * its account to us no more, or the account is in use again: the token is what says that this is still owed.
 */
import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { actionFor } from "#core/whatsapp/error-action";
import { findNumber, numbersOfAccount, type NumberRow } from "#features/numbers/queries";
import { isRoutedElsewhere } from "#features/numbers/routing";
import { forgetToken } from "#features/numbers/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";
import { graphOf, type GraphReply } from "#platform/meta/graph";

/** How long it is tried. Then the token is forgotten: what Meta still sends is answered and set aside. */
const GIVE_UP_MS = 60 * 60 * 1000;

/** Whether a number still owes Meta the end of its account's subscription. */
export const owesEnd = ({ status, tokenSealed }: NumberRow): boolean =>
  status === "disconnected" && tokenSealed !== null;

/**
 * End the subscription of a disconnected number's account, unless a number of the account is in use, and forget the token. Safe
 * to run twice and at the same time.
 *
 * @returns Whether nothing is owed any more. False: Meta could not be asked, and the sweep tries again.
 */
export async function endSubscription(ctx: ScopedContext, id: Id<"number">): Promise<boolean> {
  const row = await findNumber(ctx.db, id);
  if (row === undefined || !owesEnd(row)) return true;
  if (!(await isAccountInUse(ctx, row))) {
    const reply = await unsubscribe(ctx, row);
    if (mayPass(reply) && ctx.nowMs() - row.updatedAt < GIVE_UP_MS) return false;
    if (reply.type !== "ok")
      log("warn", "number.still_subscribed", { tenant: ctx.tenant.id, number: row.id });
    await subscribeAgain(ctx, row);
  }
  await commit(ctx, { statements: [forgetToken(ctx.db, row)] });
  return true;
}

/** A token that cannot be opened is tried as long as one that Meta does not answer to. */
async function unsubscribe(ctx: ScopedContext, row: NumberRow): Promise<GraphReply<true>> {
  try {
    return await (await graphOf(ctx, row)).unsubscribeApp(row.wabaId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { type: "unknown", reason: "unreadable" };
  }
}

const isAccountInUse = async (ctx: ScopedContext, row: NumberRow): Promise<boolean> =>
  (await numbersOfAccount(ctx.db, row.wabaId)).length > 0 || (await isRoutedElsewhere(ctx, row));

/** Whether trying again may help. */
const mayPass = (reply: GraphReply<true>): boolean =>
  reply.type === "unknown" ||
  (reply.type === "refused" &&
    actionFor(reply.error.code, reply.error.isTransient, reply.error.subcode ?? null).action ===
      "requeue");

/** Somebody may have connected a number of the account while its subscription was ended. */
async function subscribeAgain(ctx: ScopedContext, { wabaId }: NumberRow): Promise<void> {
  const [number] = await numbersOfAccount(ctx.db, wabaId);
  if (number !== undefined) await (await graphOf(ctx, number)).subscribeApp(wabaId);
}
