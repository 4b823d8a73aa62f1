import { AppError } from "#core/errors";
import { metaComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";
import { categoryOf, verdictOf } from "#core/whatsapp/template-status";
import { numbersInUse, type NumberRow, refusedCall } from "#features/numbers/index";
import { templateSubmitted } from "#features/templates/events";
import type { TemplateRow } from "#features/templates/queries";
import { requireNoErrors, requireTemplate } from "#features/templates/require-template";
import { templateView } from "#features/templates/view";
import { claimDraft, giveBackDraft, recordSubmission } from "#features/templates/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { graphOf, type CreatedTemplate } from "#platform/meta/graph";

/**
 * Give a draft to Meta for review. The row is `pending` before Meta is called, so of two submissions at once only one calls;
 * it is a draft again when Meta refuses or cannot be reached.
 *
 * @throws AppError `not_found`, `invalid_state`, `lint_failed`, `number_needs_reauth`, `number_paused`, `meta_error`.
 */
export async function submitTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  if (row.status !== "draft") throw notDraft(row.status);
  requireNoErrors(lintTemplate(row));
  const number = await requireNumberOfAccount(ctx, row);
  const graph = await graphOf(ctx, number);

  await claim(ctx, row);
  const asOfMs = ctx.nowMs();
  const reply = await graph.createTemplate(row.wabaId, {
    name: row.name,
    language: row.language,
    category: row.category,
    parameter_format: row.parameterFormat,
    components: metaComponents(row.components),
  });
  if (reply.type !== "ok") {
    await commit(ctx, { statements: [giveBackDraft(ctx.db, row.id)] });
    throw await refusedCall(ctx, reply, { number, asOfMs, refusedAs: "lint_failed" });
  }
  return record(ctx, row, reply.value);
}

const notDraft = (status: string): AppError =>
  new AppError("invalid_state", `Only a draft can be submitted; this one is ${status}.`);

/** The number it was made for, or another of the same account. */
async function requireNumberOfAccount(ctx: ScopedContext, row: TemplateRow): Promise<NumberRow> {
  const siblings = (await numbersInUse(ctx.db)).filter(({ wabaId }) => wabaId === row.wabaId);
  const number = siblings.find((sibling) => sibling.id === row.numberId) ?? siblings[0];
  if (number === undefined)
    throw new AppError("invalid_state", "No connected number belongs to this account any more.");
  if (number.status === "needs_reauth")
    throw new AppError("number_needs_reauth", "The account's number needs a new access token.");
  return number;
}

async function claim(ctx: ScopedContext, row: TemplateRow): Promise<void> {
  const { results } = await commit(ctx, {
    statements: [claimDraft(ctx.db, row, nextVersion(ctx, row))],
  });
  if (results[0]?.meta.changes !== 1) throw notDraft("being changed or submitted by another call");
}

async function record(
  ctx: ScopedContext,
  row: TemplateRow,
  created: CreatedTemplate,
): Promise<TemplateRow> {
  const after: TemplateRow = {
    ...row,
    status: verdictOf(created.status)?.status ?? "pending",
    category: categoryOf(created.category) ?? row.category,
    metaTemplateId: created.id,
    updatedAt: nextVersion(ctx, row) + 1,
  };
  await commit(ctx, {
    statements: [recordSubmission(ctx.db, after)],
    events: [templateSubmitted(after)],
    audit: { action: "template.submit", target: row.id },
    answer: { status: 202, body: templateView(after) },
  });
  return after;
}

const nextVersion = (ctx: ScopedContext, row: TemplateRow): number =>
  Math.max(ctx.nowMs(), row.updatedAt + 1);
