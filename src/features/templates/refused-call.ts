import { AppError, type ProblemCode } from "#core/errors";
import { consequencesOf } from "#core/whatsapp/consequences";
import { stopNumber, type NumberRow } from "#features/numbers/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import type { GraphReply } from "#platform/meta/call";
import { graphFailure, metaFault } from "#platform/meta/graph-failure";

/**
 * The problem for a call about a template that did not succeed. A token that is of no use stops the number, as the refusal of a
 * message does, and says nothing of the template.
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
  if (reply.type === "unknown" || consequencesOf(reply.error).number !== "needs_reauth")
    return graphFailure(reply, refusedAs);
  const stop = { status: "needs_reauth", asOfMs, nowMs: ctx.nowMs() } as const;
  await commit(ctx, { statements: [stopNumber(ctx.db, number.id, stop)] });
  return new AppError("number_needs_reauth", "Meta refused the access token of the number.", {
    meta: metaFault(reply.error),
  });
}
