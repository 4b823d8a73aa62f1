import { AppError, fieldError } from "#core/errors";
import { metaComponents } from "#core/whatsapp/template-components";
import { draftAccepted } from "#features/drafts/events";
import { requireDraft } from "#features/drafts/get-draft";
import type { AcceptDraftBody } from "#features/drafts/schemas";
import { templateOf } from "#features/drafts/view";
import { acceptDraftRow, isAccepted } from "#features/drafts/writes";
import { numbersInUse } from "#features/numbers/index";
import {
  insertTemplate,
  isNameTaken,
  prepareTemplate,
  templateExists,
  templateView,
  type TemplateRow,
} from "#features/templates/index";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Make a template of a draft, once. It is a draft of a template: a person still reads it and submits it.
 *
 * @throws AppError `not_found`, `invalid_state` when a template was made of it before, `invalid_request` when it is open which
 *   account is meant, `lint_failed`, `template_exists`.
 */
export async function acceptDraft(
  ctx: TenantContext,
  id: string,
  input: AcceptDraftBody,
): Promise<TemplateRow> {
  requireScope(ctx, "templates:write");

  const draft = await requireDraft(ctx, id);
  if (draft.templateId !== null) throw acceptedBefore();
  const { name, language, category, parameterFormat, components } = templateOf(draft);
  const row = await prepareTemplate(ctx, {
    ...(await homeOf(ctx, input)),
    name: input.name ?? name,
    language,
    category,
    parameter_format: parameterFormat,
    // Safe: a component in Meta's shape has a type.
    components: metaComponents(components) as { type: string }[],
  });
  try {
    await commit(ctx, {
      statements: [
        ...acceptDraftRow(ctx.db, draft.id, { templateId: row.id, nowMs: row.createdAt }),
        insertTemplate(ctx.db, row),
      ],
      events: [draftAccepted(draft, row.id)],
      audit: { action: "draft.accept", target: draft.id, changes: { template: row.id } },
      answer: { status: 201, body: templateView(row) },
    });
  } catch (error) {
    if (isNameTaken(error)) throw templateExists();
    if (isAccepted(error)) throw acceptedBefore();
    throw error;
  }
  return row;
}

const acceptedBefore = (): AppError =>
  new AppError("invalid_state", "A template was made of this draft before.");

/** Where the template shall belong to: what was said, or the only account that there is. */
async function homeOf(
  ctx: ScopedContext,
  { number_id, waba_id }: AcceptDraftBody,
): Promise<{ number_id: string } | { waba_id: string }> {
  if (number_id !== undefined) return { number_id };
  if (waba_id !== undefined) return { waba_id };
  const accounts = new Set((await numbersInUse(ctx.db)).map((number) => number.wabaId));
  const [only, other] = accounts;
  if (only !== undefined && other === undefined) return { waba_id: only };
  throw fieldError(
    "invalid_request",
    "/number_id",
    only === undefined
      ? "Connect a number first: a template belongs to its account."
      : "The workspace has several accounts: say which one by a number of it.",
  );
}
