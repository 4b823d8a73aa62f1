import { parsePhone } from "#core/contact/phone";
import type { ProfilePatch } from "#core/contact/profile";
import type { ContactSelector } from "#core/contact/selector";
import { fieldError } from "#core/errors";
import type { ContactBody } from "#features/contacts/schemas";
import type { ScopedContext } from "#platform/context";

/**
 * A body as a change of a profile, its phone in E.164.
 *
 * @param where.pointer Where the body stands, e.g. `/items/3`; empty when it is the whole.
 * @param where.defaultCountry Of a phone without a country code; the workspace's when it is left out.
 * @throws AppError `invalid_phone`, `country_required`.
 */
export const profilePatch = (
  ctx: ScopedContext,
  body: ContactBody,
  {
    pointer = "",
    defaultCountry = ctx.tenant.settings.default_country ?? null,
  }: { readonly pointer?: string; readonly defaultCountry?: string | null } = {},
): ProfilePatch => ({
  phone:
    typeof body.phone === "string"
      ? e164(body.phone, { pointer: `${pointer}/phone`, defaultCountry })
      : body.phone,
  bsuid: body.bsuid,
  name: body.name,
  externalId: body.external_id,
  language: body.language,
  timezone: body.timezone,
  fields: body.fields,
  tags: body.tags,
  metadata: body.metadata,
});

function e164(
  text: string,
  of: { readonly pointer: string; readonly defaultCountry: string | null },
): string {
  const phone = parsePhone(text, of.defaultCountry);
  if (phone.ok) return phone.value.e164;
  throw fieldError(phone.error.code, of.pointer, phone.error.message);
}

/** What a selector tells of the contact that it would name, were it created. */
export function patchOfSelector(selector: ContactSelector): ProfilePatch {
  switch (selector.kind) {
    case "id":
      return {};
    case "phone":
      return { phone: selector.value };
    case "bsuid":
      return { bsuid: selector.value };
    case "external_id":
      return { externalId: selector.value };
  }
}
