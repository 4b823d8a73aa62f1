import { AppError } from "#core/errors";
import { numbersInUse, refusedCall } from "#features/numbers/index";
import { findCampaignUsing, type TemplateRow } from "#features/templates/queries";
import { requireTemplate } from "#features/templates/require-template";
import { deleteTemplateRow, keepOptOutButtons } from "#features/templates/writes";
import { deleteHistory } from "#features/templates/writes-history";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { graphOf } from "#platform/meta/graph";

/**
 * Delete a template, at Meta too when it was submitted.
 *
 * @throws AppError `not_found`, `template_in_use`, `invalid_state` while it is being submitted, `number_needs_reauth`, `number_paused`, `meta_error`.
 */
export async function deleteTemplate(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  const user = await findCampaignUsing(ctx.db, row.id);
  if (user !== undefined)
    throw new AppError("template_in_use", `The campaign ${user} uses this template.`);
  if (row.status === "pending" && row.metaTemplateId === null)
    throw new AppError("invalid_state", "The template is being submitted.");
  if (row.metaTemplateId !== null) await deleteAtMeta(ctx, row, row.metaTemplateId);
  await commit(ctx, {
    statements: [
      ...keepOptOutButtons(ctx.db, row),
      deleteTemplateRow(ctx.db, row.id),
      deleteHistory(ctx.db, row.id),
    ],
    audit: { action: "template.delete", target: row.id },
    answer: { status: 204, body: null },
  });
}

/** Without a number of the account nobody can ask Meta; the template then goes here only. */
async function deleteAtMeta(
  ctx: ScopedContext,
  row: TemplateRow,
  metaTemplateId: string,
): Promise<void> {
  const number = (await numbersInUse(ctx.db)).find(({ wabaId }) => wabaId === row.wabaId);
  if (number === undefined) return;
  const graph = await graphOf(ctx, number);
  const asOfMs = ctx.nowMs();
  const reply = await graph.deleteTemplate(row.wabaId, { name: row.name, metaTemplateId });
  if (reply.type !== "ok")
    throw await refusedCall(ctx, reply, { number, asOfMs, refusedAs: "meta_error" });
}
