import { and, eq, isNull, sql } from "drizzle-orm";

import { AppError } from "#core/errors";
import { metaComponents } from "#core/whatsapp/template-components";
import { lintTemplate } from "#core/whatsapp/template-lint";
import { categoryOf, statusOfEvent } from "#core/whatsapp/template-status";
import { toStatement } from "#db/statement";
import { templates } from "#db/tenant/schema";
import { listNumbers, type NumberRow } from "#features/numbers/index";
import { templateEventData } from "#features/templates/apply-template-status";
import type { TemplateRow } from "#features/templates/queries";
import { requireNoErrors, requireTemplate } from "#features/templates/require-template";
import { templateView } from "#features/templates/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { graphOf, type CreatedTemplate } from "#platform/meta/graph";
import { graphFailure } from "#platform/meta/graph-failure";

/**
 * Give a draft to Meta for review. The row is `pending` before Meta is called, so of two submissions at once only one calls;
 * it is a draft again when Meta refuses or cannot be reached.
 *
 * @throws AppError `not_found`, `invalid_state`, `lint_failed`, `number_needs_reauth`, `meta_error`.
 */
export async function submitTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  if (row.status !== "draft") throw notDraft(row.status);
  requireNoErrors(lintTemplate(row));
  const number = await findNumberOfAccount(ctx, row);
  const graph = await graphOf(ctx, number);

  await claim(ctx, row);
  const reply = await graph.createTemplate(row.wabaId, {
    name: row.name,
    language: row.language,
    category: row.category,
    parameter_format: row.parameterFormat,
    components: metaComponents(row.components),
  });
  if (reply.type !== "ok") {
    await giveBack(ctx, row);
    throw graphFailure(reply, "lint_failed");
  }
  return record(ctx, row, reply.value);
}

const notDraft = (status: string): AppError =>
  new AppError("invalid_state", `Only a draft can be submitted; this one is ${status}.`);

/** The number it was made for, or another of the same account. */
async function findNumberOfAccount(ctx: TenantContext, row: TemplateRow): Promise<NumberRow> {
  const siblings = (await listNumbers(ctx.db)).filter(({ wabaId }) => wabaId === row.wabaId);
  const number = siblings.find((sibling) => sibling.id === row.numberId) ?? siblings[0];
  if (number === undefined)
    throw new AppError("invalid_state", "No connected number belongs to this account any more.");
  if (number.status === "needs_reauth")
    throw new AppError("number_needs_reauth", "The account's number needs a new access token.");
  return number;
}

async function claim(ctx: TenantContext, row: TemplateRow): Promise<void> {
  const update = ctx.db
    .update(templates)
    .set({ status: "pending", updatedAt: nextVersion(ctx, row) })
    .where(
      and(
        eq(templates.id, row.id),
        eq(templates.status, "draft"),
        eq(templates.updatedAt, row.updatedAt),
      ),
    );
  const [result] = await commit(ctx, { statements: [toStatement(ctx.db, update)] });
  if (result?.meta.changes !== 1) throw notDraft("being changed or submitted by another call");
}

async function giveBack(ctx: TenantContext, row: TemplateRow): Promise<void> {
  const update = ctx.db
    .update(templates)
    .set({ status: "draft" })
    .where(
      and(
        eq(templates.id, row.id),
        eq(templates.status, "pending"),
        isNull(templates.metaTemplateId),
      ),
    );
  await commit(ctx, { statements: [toStatement(ctx.db, update)] });
}

/** Meta's webhook may have come first: a status that it brought stays. */
async function record(
  ctx: TenantContext,
  row: TemplateRow,
  created: CreatedTemplate,
): Promise<TemplateRow> {
  const after: TemplateRow = {
    ...row,
    status: statusOfEvent(created.status),
    category: categoryOf(created.category) ?? row.category,
    metaTemplateId: created.id,
    updatedAt: nextVersion(ctx, row) + 1,
  };
  const update = ctx.db
    .update(templates)
    .set({
      status: sql`CASE WHEN ${templates.status} = 'pending' THEN ${after.status} ELSE ${templates.status} END`,
      category: after.category,
      metaTemplateId: after.metaTemplateId,
      updatedAt: sql`max(${templates.updatedAt} + 1, ${after.updatedAt})`,
    })
    .where(eq(templates.id, row.id));
  await commit(ctx, {
    statements: [toStatement(ctx.db, update)],
    events: [{ type: "template.submitted", data: templateEventData(after) }],
    audit: { action: "template.submit", target: row.id },
    answer: { status: 202, body: templateView(after) },
  });
  return after;
}

const nextVersion = (ctx: TenantContext, row: TemplateRow): number =>
  Math.max(ctx.nowMs(), row.updatedAt + 1);
