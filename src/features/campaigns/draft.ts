import { optOutMisfits } from "#core/campaign/opt-out-variable";
import { checkVariables, limitsOf, type Variables } from "#core/campaign/variables";
import { AppError, fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { parseFilter } from "#core/segment/filter";
import { variablesOf } from "#core/whatsapp/template";
import type { CampaignRow } from "#features/campaigns/queries";
import type { Meant } from "#features/campaigns/queries-audience";
import { requireImport } from "#features/campaigns/queries-import";
import { requireSegment } from "#features/campaigns/queries-segment";
import { resolveContacts } from "#features/campaigns/resolve-contacts";
import type { Audience } from "#features/campaigns/schemas";
import { checkVariableMedia } from "#features/campaigns/variable-media";
import { refuseUnseen } from "#features/contacts/index";
import { findSeenNumber, type NumberRow } from "#features/numbers/index";
import { findTemplate, type TemplateRow } from "#features/templates/index";
import type { ScopedContext } from "#platform/context";
import { optOutUrl } from "#platform/credentials/opt-out-token";

/** The number and the template that a campaign names. */
export interface Means {
  readonly number: NumberRow;
  readonly template: TemplateRow;
}

/**
 * Find what a campaign sends with, and check that they fit together and that every variable has a source.
 *
 * @throws AppError `not_found`, `template_not_sendable`, `missing_variable`, `unknown_field`, `unsupported_media` or
 *   `template_parameters`, each with a pointer into the campaign's body.
 */
export const meansOf = async (
  ctx: ScopedContext,
  campaign: {
    readonly numberId: string;
    readonly templateId: string;
    readonly variables: Variables;
  },
): Promise<Means> => {
  const [number, template] = await Promise.all([
    findSeenNumber(ctx, campaign.numberId),
    findTemplate(ctx.db, campaign.templateId),
  ]);
  if (number === undefined) throw fieldError("not_found", "/number_id", "There is no such number.");
  if (template === undefined)
    throw fieldError("not_found", "/template_id", "There is no such template.");
  if (template.wabaId !== number.wabaId)
    throw fieldError(
      "template_not_sendable",
      "/template_id",
      "The template belongs to another WhatsApp Business Account than the number.",
    );
  await refuseFaultyVariables(ctx, campaign.variables, template);
  return { number, template };
};

/** What of a template decides who gets it. */
export const meantBy = (template: TemplateRow): Meant => ({
  category: template.category,
  limits: limitsOf(variablesOf(template)),
});

/**
 * What decides who may get a message of a campaign that is not made yet: its template, or marketing without one.
 *
 * @throws AppError `not_found`, `invalid_request`, and of variables as {@link meansOf}.
 */
export const templateMeant = async (
  ctx: ScopedContext,
  templateId: string | undefined,
  variables: Variables | undefined,
): Promise<Meant> => {
  if (templateId === undefined) {
    if (variables !== undefined)
      throw fieldError("invalid_request", "/variables", "Variables are a template's: name it.");
    return { category: "MARKETING", limits: {} };
  }
  const template = await findTemplate(ctx.db, templateId);
  if (template === undefined)
    throw fieldError("not_found", "/template_id", "There is no such template.");
  if (variables !== undefined) await refuseFaultyVariables(ctx, variables, template);
  return meantBy(template);
};

async function refuseFaultyVariables(
  ctx: ScopedContext,
  variables: Variables,
  template: TemplateRow,
): Promise<void> {
  const required = variablesOf(template);
  const checked = checkVariables(variables, required);
  if (checked.ok) {
    refuseMisfits(ctx, variables, template);
    return checkVariableMedia(ctx, variables, required);
  }
  const errors = checked.error.map(({ variable, code, message }) => ({
    pointer: `/variables/${variable}`,
    code,
    message,
  }));
  const [first] = checked.error;
  const code =
    first?.code === "missing_variable" || first?.code === "unknown_field"
      ? first.code
      : "template_parameters";
  throw new AppError(code, first?.message ?? "The variables do not fit the template.", { errors });
}

/** Refuse an opt-out link where it would not open or has no room. Every link is as long as that of this contact, who is nobody. */
function refuseMisfits(ctx: ScopedContext, variables: Variables, template: TemplateRow): void {
  const nobody = { tenantId: ctx.tenant.id, contactId: ctx.newId("contact") };
  const [first] = optOutMisfits(variables, template, optOutUrl(ctx.env, nobody));
  if (first !== undefined)
    throw fieldError("template_parameters", `/variables/${first.variable}`, first.message);
}

/** An audience as it is stored: with its contacts found, or its filter proven. */
export interface StoredAudience {
  readonly audience: CampaignRow["audience"];
  /** Only for a list. */
  readonly contactIds: readonly Id<"contact">[] | null;
}

/** @throws AppError with a pointer below `/audience`. */
export const storedAudience = async (
  ctx: ScopedContext,
  audience: Audience,
): Promise<StoredAudience> => {
  if (audience.contacts !== undefined) {
    const contactIds = await resolveContacts(ctx, audience.contacts);
    return { audience: { contacts_count: contactIds.length }, contactIds };
  }
  if (audience.segment_id !== undefined) {
    const { id } = await requireSegment(ctx.db, audience.segment_id);
    return { audience: { segment_id: id }, contactIds: null };
  }
  if (audience.import_id !== undefined) {
    const { id } = await requireImport(ctx.db, audience.import_id);
    return { audience: { import_id: id }, contactIds: null };
  }
  if (audience.filter === undefined) return { audience: {}, contactIds: null };
  const parsed = parseFilter(audience.filter);
  if (!parsed.ok) {
    const { code, pointer, message } = parsed.error;
    throw fieldError(code, `/audience/filter${pointer}`, message);
  }
  await refuseUnseen(ctx, parsed.value, "/audience/filter");
  return { audience: { filter: audience.filter }, contactIds: null };
};
