import { AppError } from "#core/errors";
import { marksAfter, withoutMarks } from "#core/template/opt-out-buttons";
import { metaComponents, parseComponents } from "#core/whatsapp/template-components";
import { draftProblems } from "#core/whatsapp/template-lint";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import { editAtMeta } from "#features/templates/edit-template";
import type { TemplateRow } from "#features/templates/queries";
import { requireNoErrors, requireTemplate } from "#features/templates/require-template";
import type { UpdateTemplateBody } from "#features/templates/schemas";
import { templateExists } from "#features/templates/template-exists";
import { templateView } from "#features/templates/view";
import {
  isDraftChanged,
  isNameTaken,
  isTemplateChanged,
  markButtons,
  updateDraft,
} from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { etagOf, requireIfMatch } from "#platform/http/etag";

/**
 * Change a draft; or a template that Meta has, which is then reviewed again, unless nothing changes but which of its buttons stop
 * marketing: that is ours alone. Members that are absent stay.
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
    ...componentsIn(row, input),
    updatedAt: Math.max(ctx.nowMs(), row.updatedAt + 1),
  };
  if (row.status !== "draft")
    return isMarkedAnew(row, after) ? mark(ctx, row, after) : editAtMeta(ctx, row, after);
  requireNoErrors(draftProblems(after));
  await write(ctx, row, after);
  return after;
}

/** The components and which of their buttons stop marketing, as they shall be. */
const componentsIn = (
  row: TemplateRow,
  { components }: UpdateTemplateBody,
): Pick<TemplateRow, "components" | "optOutButtons"> =>
  components === undefined
    ? { components: row.components, optOutButtons: row.optOutButtons }
    : {
        components: parseComponents(withoutMarks(components)),
        optOutButtons: marksAfter(row.optOutButtons, components),
      };

const METAS = ["name", "language", "category", "parameterFormat"] as const;

/** Whether nothing of a template changes but which of its buttons stop marketing. */
const isMarkedAnew = (before: TemplateRow, after: TemplateRow): boolean =>
  METAS.every((member) => before[member] === after[member]) &&
  textOf(metaComponents(before.components)) === textOf(metaComponents(after.components)) &&
  textOf(before.optOutButtons) !== textOf(after.optOutButtons);

const textOf = (value: unknown): string => JSON.stringify(value);

async function mark(
  ctx: ScopedContext,
  before: TemplateRow,
  after: TemplateRow,
): Promise<TemplateRow> {
  try {
    await commit(ctx, {
      statements: [
        ...markButtons(ctx.db, before, after),
        ...recordChange(ctx.db, { act: "edited", atMs: ctx.nowMs(), before, after }),
      ],
      audit: { action: "template.update", target: after.id },
      answer: { status: 200, body: templateView(after) },
    });
  } catch (error) {
    if (isTemplateChanged(error)) throw changedMeanwhile();
    throw error;
  }
  return after;
}

const changedMeanwhile = (): AppError =>
  new AppError("precondition_failed", "The template has changed since you read it.");

async function write(ctx: ScopedContext, before: TemplateRow, after: TemplateRow): Promise<void> {
  try {
    await commit(ctx, {
      statements: updateDraft(ctx.db, before, after),
      audit: { action: "template.update", target: after.id },
      answer: { status: 200, body: templateView(after) },
    });
  } catch (error) {
    if (isNameTaken(error)) throw templateExists();
    if (isDraftChanged(error)) throw changedMeanwhile();
    throw error;
  }
}
