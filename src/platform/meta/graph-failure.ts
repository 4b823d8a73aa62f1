import { AppError, type MetaFault, type ProblemCode } from "#core/errors";
import { actionFor } from "#core/whatsapp/error-action";
import type { GraphError } from "#core/whatsapp/graph-error";
import type { GraphReply } from "#platform/meta/call";

/** What Meta said, on the wire of a problem document. */
export const metaFault = (error: GraphError): MetaFault => ({
  code: error.code,
  title: error.title,
  detail: error.detail,
  fbtrace_id: error.fbtraceId,
});

/**
 * The problem for a management call that did not succeed: a token that is of no use is the caller's to replace, what Meta may
 * take later is `meta_error`, and a refusal that stays is `refusedAs`.
 *
 * @param refusedAs The problem when Meta refuses for good.
 */
export function graphFailure(
  reply: Exclude<GraphReply<unknown>, { type: "ok" }>,
  refusedAs: ProblemCode,
): AppError {
  if (reply.type === "unknown")
    return new AppError(
      "meta_error",
      "Meta could not be reached, or its answer could not be read.",
    );
  const rule = actionFor(reply.error.code, reply.error.isTransient, reply.error.subcode ?? null);
  return new AppError(
    rule.action === "requeue" ? "meta_error" : refusedAs,
    `Meta refused: ${rule.remedy}`,
    { meta: metaFault(reply.error) },
  );
}

/**
 * The value of a management call of a number in use. A token that is of no use is the caller's to replace.
 *
 * @throws AppError `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export function managed<T>(reply: GraphReply<T>): T {
  if (reply.type === "ok") return reply.value;
  const isTokenLost =
    reply.type === "refused" &&
    actionFor(reply.error.code, reply.error.isTransient, reply.error.subcode ?? null).action ===
      "needs_reauth";
  throw graphFailure(reply, isTokenLost ? "number_needs_reauth" : "meta_refused");
}
