import { AppError } from "#core/errors";
import { parseComponents } from "#core/whatsapp/template-components";
import { draftProblems } from "#core/whatsapp/template-lint";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import { editAtMeta } from "#features/templates/edit-template";
import type { TemplateRow } from "#features/templates/queries";
import { requireNoErrors, requireTemplate } from "#features/templates/require-template";
import type { UpdateTemplateBody } from "#features/templates/schemas";
import { templateExists } from "#features/templates/template-exists";
import { templateView } from "#features/templates/view";
import { isDraftChanged, isNameTaken, updateDraft } from "#features/templates/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { etagOf, requireIfMatch } from "#platform/http/etag";

/**
 * Change a draft; or a template that Meta has, which is then reviewed again. Members that are absent stay.
 *
 * @throws AppError `not_found`, `precondition_required`, `precondition_failed`, `lint_failed`, `template_exists`; and as
 *   `editAtMeta`.
 */
export async function updateTemplate(
  ctx: TenantContext,
  id: string,
  input: UpdateTemplateBody & { readonly ifMatch: string | undefined },
): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await requireTemplate(ctx, id);
  requireIfMatch(input.ifMatch, etagOf(row.updatedAt));
  const after: TemplateRow = {
    ...row,
    name: input.name ?? row.name,
    language: normaliseLanguage(input.language ?? row.language),
    category: input.category ?? row.category,
    parameterFormat: input.parameter_format ?? row.parameterFormat,
    components: input.components === undefined ? row.components : parseComponents(input.components),
    updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1),
  };
  if (row.status !== "draft") return editAtMeta(ctx, row, after);
  requireNoErrors(draftProblems(after));
  await write(ctx, row, after);
  return after;
}

async function write(ctx: ScopedContext, before: TemplateRow, after: TemplateRow): Promise<void> {
  try {
    await commit(ctx, {
      statements: updateDraft(ctx.db, before, after),
      audit: { action: "template.update", target: after.id },
      answer: { status: 200, body: templateView(after) },
    });
  } catch (error) {
    if (isNameTaken(error)) throw templateExists();
    if (isDraftChanged(error))
      throw new AppError("precondition_failed", "The template has changed since you read it.");
    throw error;
  }
}
