import { AppError } from "#core/errors";
import { refusedCall } from "#features/numbers/index";
import { changeTold } from "#features/templates/apply-template-status";
import { listedUpdate } from "#features/templates/listed-update";
import { requireNumberOfAccount } from "#features/templates/number-of-account";
import type { TemplateRow } from "#features/templates/queries";
import { requireTemplate } from "#features/templates/require-template";
import { templateView } from "#features/templates/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { graphOf } from "#platform/meta/graph";

/**
 * Ask Meta to end a pause, as is needed after its pacing paused a template, then take what Meta says of it.
 *
 * @throws AppError `not_found`, `invalid_state`, `number_needs_reauth`, `number_paused`, `meta_error`.
 */
export async function unpauseTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  if (row.status !== "paused" || row.metaTemplateId === null)
    throw new AppError(
      "invalid_state",
      `Only a paused template is unpaused; this one is ${row.status}.`,
    );
  const number = await requireNumberOfAccount(ctx, row);
  const graph = await graphOf(ctx, number);
  const asOfMs = ctx.nowMs();
  const done = await graph.unpauseTemplate(row.metaTemplateId);
  const reply = done.type === "ok" ? await graph.getTemplate(row.metaTemplateId) : done;
  if (reply.type !== "ok")
    throw await refusedCall(ctx, reply, { number, asOfMs, refusedAs: "meta_error" });
  const told = changeTold(
    ctx,
    row,
    listedUpdate(reply.value, { wabaId: row.wabaId, atMs: ctx.nowMs() }),
  );
  await commit(ctx, {
    statements: told.statements,
    events: told.events,
    audit: { action: "template.unpause", target: row.id },
    answer: { status: 200, body: templateView(told.after) },
  });
  return told.after;
}
