import { parsePhone, phoneKey } from "#core/contact/phone";
import { isId, type Id } from "#core/ids";
import { err, ok, type Result } from "#core/result";
import { isGivenBsuid } from "#core/whatsapp/bsuid";

/** How a contact is named in a path or a body. A phone's `value` is E.164 with its plus. */
export type ContactSelector =
  | { readonly kind: "id"; readonly value: Id<"contact"> }
  | { readonly kind: "phone"; readonly value: `+${string}` }
  | { readonly kind: "bsuid" | "external_id"; readonly value: string };

export interface SelectorFault {
  readonly code: "invalid_phone" | "country_required" | "invalid_user_id" | "invalid_request";
  readonly message: string;
}

/** Longest external id, in UTF-16 units. */
export const EXTERNAL_ID_MAX = 128;

/**
 * Read a selector: `con_…`, `phone:+…`, `bsuid:US.…`, `ext:<external_id>`, or a bare `+…`.
 *
 * @param defaultCountry For a `phone:` without a country code; null refuses those.
 */
export function parseContactSelector(
  text: string,
  defaultCountry: string | null = null,
): Result<ContactSelector, SelectorFault> {
  if (isId("contact", text)) return ok({ kind: "id", value: text });
  if (text.startsWith("phone:")) return phoneSelector(text.slice(6), defaultCountry);
  if (text.startsWith("+")) return phoneSelector(text, null);
  if (text.startsWith("bsuid:")) {
    const value = text.slice(6);
    return isGivenBsuid(value)
      ? ok({ kind: "bsuid", value })
      : err({ code: "invalid_user_id", message: INVALID_USER_ID });
  }
  const external = text.startsWith("ext:") ? text.slice(4) : "";
  if (external !== "" && external.length <= EXTERNAL_ID_MAX)
    return ok({ kind: "external_id", value: external });
  return err({
    code: "invalid_request",
    message: "Name a contact by con_…, phone:+…, bsuid:…, ext:… or +….",
  });
}

export const INVALID_USER_ID =
  "A business-scoped user id is two capital letters, a dot, and 2 to 128 letters or digits.";

/** The identity that a phone or user id is found by; null for selectors that no identity answers. */
export function identityOf(
  selector: ContactSelector,
): { readonly kind: "phone" | "bsuid"; readonly value: string } | null {
  if (selector.kind === "phone") return { kind: "phone", value: phoneKey(selector.value) };
  return selector.kind === "bsuid" ? { kind: "bsuid", value: selector.value } : null;
}

function phoneSelector(
  text: string,
  defaultCountry: string | null,
): Result<ContactSelector, SelectorFault> {
  const phone = parsePhone(text, defaultCountry);
  return phone.ok ? ok({ kind: "phone", value: phone.value.e164 }) : phone;
}
