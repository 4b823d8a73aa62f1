import { parsePhone } from "#core/contact/phone";

/** The market in which Meta prices a message to a phone number (E.164): its country, ISO 3166-1 alpha-2; null where none is known. */
export function marketOf(phone: string | null): string | null {
  const parsed = phone === null ? null : parsePhone(phone, null);
  return parsed?.ok === true ? parsed.value.country : null;
}
