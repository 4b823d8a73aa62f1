import { normaliseLanguage } from "#core/whatsapp/template-status";
import { NEVER_SUBMITTED } from "#features/templates/never-submitted";
import type { TemplateRow } from "#features/templates/queries";
import { findFreeName } from "#features/templates/queries-names";
import { requireTemplate } from "#features/templates/require-template";
import type { DuplicateTemplateBody } from "#features/templates/schemas-more";
import { templateExists } from "#features/templates/template-exists";
import { templateView } from "#features/templates/view";
import { insertTemplate, isNameTaken } from "#features/templates/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Make a draft with the content of a template: under another name, or in another language.
 *
 * @throws AppError `not_found`, `template_exists`.
 */
export async function duplicateTemplate(
  ctx: TenantContext,
  id: string,
  given: DuplicateTemplateBody,
): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const original = await requireTemplate(ctx, id);
  const language = normaliseLanguage(given.language ?? original.language);
  const isVariant = given.language !== undefined && language !== original.language;
  const name =
    given.name ??
    (isVariant ? original.name : await findFreeName(ctx.db, { ...original, language }));
  const nowMs = ctx.nowMs();
  const row: TemplateRow = {
    ...original,
    id: ctx.newId("template"),
    name,
    language,
    ...NEVER_SUBMITTED,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
  try {
    await commit(ctx, {
      statements: [insertTemplate(ctx.db, row)],
      audit: { action: "template.duplicate", target: row.id },
      answer: { status: 201, body: templateView(row) },
    });
  } catch (error) {
    if (isNameTaken(error)) throw templateExists();
    throw error;
  }
  return row;
}
