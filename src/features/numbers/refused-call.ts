import { AppError, type ProblemCode } from "#core/errors";
import { consequencesOf } from "#core/whatsapp/consequences";
import type { NumberRow } from "#features/numbers/queries";
import { stopNumbers } from "#features/numbers/stop-numbers";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import type { GraphReply } from "#platform/meta/call";
import { graphFailure, metaFault } from "#platform/meta/graph-failure";

/**
 * The problem for a call with a number's token that did not succeed. A token that is of no use, or an account that Meta
 * restricted, stops the number, as the refusal of a message does, and says nothing of what was asked.
 *
 * @param call The number whose token was used, when it was asked (Unix ms), and the problem when Meta refuses for good.
 */
export async function refusedCall(
  ctx: ScopedContext,
  reply: Exclude<GraphReply<unknown>, { type: "ok" }>,
  call: {
    readonly number: NumberRow;
    readonly asOfMs: number;
    readonly refusedAs: ProblemCode;
  },
): Promise<AppError> {
  const { number, asOfMs, refusedAs } = call;
  const status = reply.type === "unknown" ? null : consequencesOf(reply.error).number;
  if (reply.type === "unknown" || status === null) return graphFailure(reply, refusedAs);
  const { code } = reply.error;
  await commit(ctx, await stopNumbers(ctx, [{ numberId: number.id, status, code, asOfMs }]));
  const meta = metaFault(reply.error);
  return status === "needs_reauth"
    ? new AppError("number_needs_reauth", "Meta refused the access token of the number.", { meta })
    : new AppError("number_paused", "Meta restricted the number's account.", { meta });
}
