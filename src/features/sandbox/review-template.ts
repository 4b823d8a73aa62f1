import { AppError, notFound } from "#core/errors";
import { numbersInUse } from "#features/numbers/index";
import type { ReviewBody, ReviewView } from "#features/sandbox/review-schemas";
import { findTemplate } from "#features/templates/index";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

const EVENTS = {
  approve: "APPROVED",
  reject: "REJECTED",
  pause: "PAUSED",
  disable: "DISABLED",
  flag: "FLAGGED",
} as const satisfies Record<ReviewBody["decision"], string>;

/**
 * Be Meta's reviewer: end the review of a template of a sandbox number, or change one that was approved. It is told by webhook
 * like any other review.
 *
 * @throws AppError `not_found` for a template that is not of the sandbox; `invalid_state` for one that was not submitted.
 */
export async function reviewTemplate(
  ctx: TenantContext,
  id: string,
  { decision, reason }: ReviewBody,
): Promise<ReviewView> {
  requireScope(ctx, "sandbox:write");
  const [template, numbers] = await Promise.all([findTemplate(ctx.db, id), numbersInUse(ctx.db)]);
  if (template === undefined) throw notFound();
  const { metaTemplateId, wabaId } = template;
  if (!numbers.some((number) => number.kind === "sandbox" && number.wabaId === wabaId))
    throw notFound();
  if (metaTemplateId === null)
    throw new AppError("invalid_state", "The template was not submitted yet.");
  const view: ReviewView = { template_id: template.id, decision };
  await commit(ctx, {
    statements: [],
    audit: { action: "sandbox.review", target: template.id, changes: { decision } },
    answer: { status: 202, body: view },
  });
  const event = EVENTS[decision];
  const review = { template_id: metaTemplateId, event, ...(reason && { reason }) };
  if (!(await ctx.sandbox.reviewTemplate(review)))
    throw new AppError("invalid_state", "Meta's side does not hold this template any more.");
  return view;
}
