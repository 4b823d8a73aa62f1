import { AppError } from "#core/errors";
import { findCampaignUsing, type TemplateRow } from "#features/templates/queries";
import { requireTemplate } from "#features/templates/require-template";
import { templateView } from "#features/templates/view";
import { setArchived } from "#features/templates/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Put a template away: it is not listed any more unless it is asked for. At Meta nothing changes. Doing it twice is harmless.
 *
 * @throws AppError `not_found`, `template_in_use`.
 */
export async function archiveTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  const user = await findCampaignUsing(ctx.db, row.id);
  if (user !== undefined)
    throw new AppError("template_in_use", `The campaign ${user} uses this template.`);
  return write(ctx, row, row.archivedAt ?? ctx.nowMs());
}

/**
 * Take a template out of the archive. Doing it twice is harmless.
 *
 * @throws AppError `not_found`.
 */
export async function unarchiveTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  return write(ctx, await requireTemplate(ctx, id), null);
}

async function write(
  ctx: ScopedContext,
  row: TemplateRow,
  archivedAt: number | null,
): Promise<TemplateRow> {
  if (row.archivedAt === archivedAt) return row;
  const after = { ...row, archivedAt, updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1) };
  const action = archivedAt === null ? "template.unarchive" : "template.archive";
  await commit(ctx, {
    statements: [setArchived(ctx.db, after)],
    audit: { action, target: row.id },
    answer: { status: 200, body: templateView(after) },
  });
  return after;
}
