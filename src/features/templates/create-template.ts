import { fieldError } from "#core/errors";
import { isInUse } from "#core/number/in-use";
import { markedTexts, withoutMarks } from "#core/template/opt-out-buttons";
import { parseComponents } from "#core/whatsapp/template-components";
import { draftProblems } from "#core/whatsapp/template-lint";
import { normaliseLanguage } from "#core/whatsapp/template-status";
import { findSeenNumber, numbersInUse, type NumberRow } from "#features/numbers/index";
import { NEVER_SUBMITTED } from "#features/templates/never-submitted";
import type { TemplateRow } from "#features/templates/queries";
import { requireNoErrors } from "#features/templates/require-template";
import type { CreateTemplateBody } from "#features/templates/schemas";
import { templateExists } from "#features/templates/template-exists";
import { templateView } from "#features/templates/view";
import { insertTemplate, isNameTaken } from "#features/templates/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Keep a template as a draft. It may still break Meta's rules, but every part of it must be one that Meta has.
 *
 * @throws AppError `not_found` (the number or account), `lint_failed`, `template_exists`.
 */
export async function createTemplate(
  ctx: TenantContext,
  input: CreateTemplateBody,
): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const row = await prepareTemplate(ctx, input);
  try {
    await commit(ctx, {
      statements: [insertTemplate(ctx.db, row)],
      audit: { action: "template.create", target: row.id },
      answer: { status: 201, body: templateView(row) },
    });
  } catch (error) {
    if (isNameTaken(error)) throw templateExists();
    throw error;
  }
  return row;
}

/**
 * The row of a new draft, for whoever inserts it.
 *
 * @throws AppError `not_found` (the number or account), `lint_failed`.
 */
export async function prepareTemplate(
  ctx: ScopedContext,
  input: CreateTemplateBody,
): Promise<TemplateRow> {
  const { name, category, parameter_format: parameterFormat } = input;
  const components = parseComponents(withoutMarks(input.components));
  const language = normaliseLanguage(input.language);
  requireNoErrors(draftProblems({ components }));
  const number = await requireHome(ctx, input);
  const nowMs = ctx.nowMs();
  return {
    id: ctx.newId("template"),
    wabaId: number.wabaId,
    numberId: number.id,
    name,
    language,
    category,
    parameterFormat,
    components,
    optOutButtons: markedTexts(input.components),
    ...NEVER_SUBMITTED,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
}

/** The number whose account the template belongs to. Any number of the account will do. */
async function requireHome(
  ctx: ScopedContext,
  input: Pick<CreateTemplateBody, "number_id" | "waba_id">,
): Promise<NumberRow> {
  if (input.number_id !== undefined) {
    const number = await findSeenNumber(ctx, input.number_id);
    if (number !== undefined && isInUse(number.status)) return number;
    throw fieldError("not_found", "/number_id", "No connected number has this id.");
  }
  const number = (await numbersInUse(ctx.db)).find(({ wabaId }) => wabaId === input.waba_id);
  if (number !== undefined) return number;
  throw fieldError("not_found", "/waba_id", "No connected number belongs to this account.");
}
