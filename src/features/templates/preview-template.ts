import { seen } from "#core/contact/mask";
import { notFound } from "#core/errors";
import { contactValue } from "#core/template/contact-value";
import { isOptOutTap } from "#core/template/opt-out-buttons";
import { renderCards, renderTemplate } from "#core/whatsapp/rendered-template";
import { buildTemplateContent, variablesOf } from "#core/whatsapp/template";
import { examplesOf } from "#core/whatsapp/template-examples";
import { findContact, selectorOf, type ContactRow } from "#db/tenant/find-contact";
import { sightOf } from "#features/contacts/index";
import { requireTemplate } from "#features/templates/require-template";
import type { PreviewView } from "#features/templates/schemas-more";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * What a person would read of a template. A named variable that is called like a field of the contact shows that field; all others
 * show the template's examples.
 *
 * @throws AppError `not_found` (the template or the contact), and what a selector may break.
 */
export async function previewTemplate(
  ctx: TenantContext,
  id: string,
  query: { readonly contact?: string | undefined },
): Promise<PreviewView> {
  requireScope(ctx, "templates:read");
  if (query.contact !== undefined) requireScope(ctx, "contacts:read");

  const row = await requireTemplate(ctx, id);
  const contact =
    query.contact === undefined
      ? null
      : seen(await requireContact(ctx, query.contact), await sightOf(ctx));
  const examples = examplesOf(row.components);
  const variables = variablesOf(row).map(({ key, kind, max }) => {
    const own =
      contact === null || kind !== "text" ? null : contactValue(key, fieldsOf(contact), max);
    const value = own ?? examples[key] ?? null;
    const source = own === null ? (value === null ? "none" : "example") : "contact";
    return { key, kind, value, source } as const;
  });
  // What has no value stays visible as the variable that it is.
  const values = Object.fromEntries(
    variables.map(({ key, value }) => [key, value ?? `{{${key.split(".").at(-1) ?? ""}}}`]),
  );
  const content = buildTemplateContent(row, values);
  const shown = shownWith(row.optOutButtons);
  return {
    ...shown(renderTemplate(row.components, content)),
    cards: renderCards(row.components, content).map(shown),
    variables,
  };
}

/** @param marked What the buttons say that stop marketing. */
const shownWith =
  (marked: readonly string[]) =>
  ({ header, body, footer, buttons }: ReturnType<typeof renderTemplate>) => ({
    header,
    body,
    footer,
    buttons: buttons.map(({ type, text }) => ({
      type,
      text,
      opt_out: type === "QUICK_REPLY" && isOptOutTap(marked, [text]),
    })),
  });

/** The contact's fields by the names that variables have. */
const fieldsOf = (contact: ContactRow) => ({ ...contact, external_id: contact.externalId });

async function requireContact(ctx: ScopedContext, selector: string): Promise<ContactRow> {
  const country = ctx.tenant.settings.default_country ?? null;
  const contact = await findContact(ctx.db, selectorOf(selector, country));
  if (contact === undefined) throw notFound();
  return contact;
}
