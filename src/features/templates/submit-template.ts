import { AppError } from "#core/errors";
import { metaComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";
import { categoryOf, verdictOf } from "#core/whatsapp/template-status";
import { refusedCall } from "#features/numbers/index";
import { categoryChanged, templateSubmitted } from "#features/templates/events";
import { withHandles } from "#features/templates/header-handles";
import { requireNumberOfAccount } from "#features/templates/number-of-account";
import type { TemplateRow } from "#features/templates/queries";
import { requireNoErrors, requireTemplate } from "#features/templates/require-template";
import { templateView } from "#features/templates/view";
import { claimTemplate, giveBackDraft, recordSubmission } from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { graphOf, type CreatedTemplate } from "#platform/meta/graph";

/**
 * Give a draft to Meta for review. The row is `pending` before Meta is called, so of two submissions at once only one calls;
 * it is a draft again when Meta refuses or cannot be reached.
 *
 * @throws AppError `not_found`, `invalid_state`, `lint_failed`, `unsupported_media`, `number_needs_reauth`, `number_paused`,
 *   `meta_error`.
 */
export async function submitTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  if (row.status !== "draft") throw notDraft(row.status);
  requireNoErrors(lintTemplate(row));
  const number = await requireNumberOfAccount(ctx, row);
  const graph = await graphOf(ctx, number);

  const components = await withHandles(ctx, { graph, number, components: row.components });
  await claim(ctx, row);
  const asOfMs = ctx.nowMs();
  const reply = await graph.createTemplate(row.wabaId, {
    name: row.name,
    language: row.language,
    category: row.category,
    parameter_format: row.parameterFormat,
    components: metaComponents(components),
  });
  if (reply.type !== "ok") {
    await commit(ctx, { statements: [giveBackDraft(ctx.db, row.id)] });
    throw await refusedCall(ctx, reply, { number, asOfMs, refusedAs: "lint_failed" });
  }
  return record(ctx, row, reply.value);
}

const notDraft = (status: string): AppError =>
  new AppError("invalid_state", `Only a draft can be submitted; this one is ${status}.`);

async function claim(ctx: ScopedContext, row: TemplateRow): Promise<void> {
  const { results } = await commit(ctx, {
    statements: [claimTemplate(ctx.db, row, nextVersion(ctx, row))],
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
    statements: [
      recordSubmission(ctx.db, after),
      ...recordChange(ctx.db, { act: "submitted", atMs: ctx.nowMs(), before: row, after }),
    ],
    events: [
      templateSubmitted(after),
      ...(after.category === row.category ? [] : categoryChanged(row, after)),
    ],
    audit: { action: "template.submit", target: row.id },
    answer: { status: 202, body: templateView(after) },
  });
  return after;
}

const nextVersion = (ctx: ScopedContext, row: TemplateRow): number =>
  Math.max(ctx.nowMs(), row.updatedAt + 1);
