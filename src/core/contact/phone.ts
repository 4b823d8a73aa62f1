// `min` metadata (83 kB against 157 kB of `max`) is enough: we ask whether a number is possible, never whether its range is
// assigned. Carriers open ranges faster than a library ships, and numbers kept for tests and fiction (+1 555 …) must pass;
// whether an account exists is Meta's to say.
import {
  getCountryCallingCode,
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
  type PhoneNumber,
} from "libphonenumber-js/min";

import { plainPhone } from "#core/contact/plain-phone";
import { renumbered } from "#core/contact/renumbering";
import { err, ok, type Result } from "#core/result";

/** A phone number in E.164. `country` is ISO 3166-1 alpha-2, null when its range names none. */
export interface Phone {
  readonly e164: `+${string}`;
  readonly country: string | null;
}

export interface PhoneFault {
  readonly code: "invalid_phone" | "country_required";
  readonly message: string;
}

/** Longer texts are not worth parsing: the longest way to write 15 digits stays under this. */
const INPUT_MAX = 64;
/** The shortest subscriber numbers in use have 7 digits with their country code; E.164 ends at 15. */
const E164 = /^\+[1-9]\d{6,14}$/;
const DIGITS_MAX = 15;
/** A number without its country code may be shorter; with fewer digits than this it is none anywhere. */
const NATIONAL_MIN = 4;
/** Marks that copying from an address book leaves behind: directions, joiners, word joiners. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const WRITTEN = /^\+?[\d\s().\-/\u2010-\u2015\u2212]+$/;

/**
 * Read a phone number as people write it: `+1 (555) 123-4567`, `001555…`, `tel:+1…`, full-width or Arabic-Indic digits.
 *
 * @param defaultCountry ISO 3166-1 alpha-2 for numbers without `+` or `00`; null refuses them with `country_required`.
 */
export function parsePhone(
  input: string,
  defaultCountry: string | null,
): Result<Phone, PhoneFault> {
  if (input.length > INPUT_MAX) return invalid("The phone number is too long.");
  const plain = plainPhone(input);
  if (plain !== undefined) return ok(plain);
  const text = plainText(input);
  if (!WRITTEN.test(text))
    return invalid(
      /\p{L}/u.test(text)
        ? "A phone number has no letters."
        : "A phone number has digits, spaces, dots, dashes and brackets, and one leading plus.",
    );
  const dialled = withPlus(text);
  if (/^\+[\s(]*0/.test(dialled)) return invalid("No country code begins with 0.");
  if (dialled.startsWith("+")) return possible(`+${renumbered(dialled.replace(/\D/g, ""))}`, null);
  const digits = dialled.replace(/\D/g, "").length;
  if (digits < NATIONAL_MIN || digits > DIGITS_MAX)
    return invalid(`A phone number has not ${digits} digits.`);
  if (defaultCountry === null)
    return err({
      code: "country_required",
      message: "Start the phone number with + and its country code, or set default_country.",
    });
  return possible(dialled, defaultCountry);
}

/**
 * The digits under which variants of one number meet: Brazil with and without the ninth digit, Argentina with and without the
 * 9, numbers from before and after a country's renumbering. Meta's id of an account may be any of them. For look-up only, never to be dialled.
 *
 * @param text E.164 with or without its plus.
 */
export function phoneKey(text: string): string {
  const digits = renumbered(text.replace(/\D/g, ""));
  if (digits.startsWith("55")) return digits.replace(/^55(\d{2})9?([6-9]\d{7})$/, "55$19$2");
  return digits.startsWith("54") ? digits.replace(/^549?(\d{10})$/, "54$1") : digits;
}

/**
 * What of a phone number somebody has typed so far, or nothing when it is no part of one: its digits, and whether they begin
 * with a country code (`+` or `00`).
 */
export function typedPhone(
  input: string,
): { readonly digits: string; readonly isInternational: boolean } | undefined {
  const text = plainText(input);
  if (input.length > INPUT_MAX || !WRITTEN.test(text)) return undefined;
  const dialled = withPlus(text);
  return { digits: dialled.replace(/\D/g, ""), isInternational: dialled.startsWith("+") };
}

/** The calling code of a country that {@link isPhoneCountry}, digits; undefined for any other. */
export const callingCodeOf = (country: string): string | undefined =>
  isSupportedCountry(country) ? getCountryCallingCode(country) : undefined;

/** The calling code that a number (E.164) begins with, digits; empty for what is no possible number. */
export function callingCodeIn(e164: string): string {
  try {
    return parsePhoneNumberWithError(e164, { extract: false }).countryCallingCode;
  } catch (error) {
    if (error instanceof ParseError) return "";
    throw error;
  }
}

/**
 * A phone number as people read it, e.g. `+55 11 98765-4321`.
 *
 * @param e164 With its plus; what is no possible number comes back as it is.
 */
export function displayPhone(e164: string): string {
  try {
    const shown = parsePhoneNumberWithError(e164, { extract: false }).formatInternational();
    // Digits that no number of the country has may be read as a prefix that is dialled inside it.
    return shown.replaceAll(/[^+\d]/g, "") === e164 ? shown : e164;
  } catch (error) {
    if (error instanceof ParseError) return e164;
    throw error;
  }
}

/** Whether the text is a country that numbers without a country code can be given in. */
export const isPhoneCountry = (text: string): boolean => isSupportedCountry(text);

function possible(text: string, country: string | null): Result<Phone, PhoneFault> {
  let number: PhoneNumber;
  try {
    number = parsePhoneNumberWithError(
      text,
      country !== null && isSupportedCountry(country)
        ? { defaultCountry: country, extract: false }
        : { extract: false },
    );
  } catch (error) {
    if (error instanceof ParseError) return invalid(REASONS[error.message] ?? NOT_POSSIBLE);
    throw error;
  }
  if (!E164.test(number.number)) return invalid("A phone number has 7 to 15 digits.");
  if (!number.isPossible()) return invalid(NOT_POSSIBLE);
  return ok({ e164: `+${number.number.slice(1)}`, country: number.country ?? null });
}

/** As typed, with plain digits and without what nobody sees. */
const plainText = (input: string): string =>
  plainDigits(input.normalize("NFKC").replace(INVISIBLE, ""))
    .trim()
    .replace(/^tel:\s*/i, "");

const withPlus = (text: string): string => text.replace(/^[\s(]*0\s*0/, "+");

const NOT_POSSIBLE = "The number of digits does not fit the country code.";
const REASONS: Readonly<Record<string, string>> = {
  INVALID_COUNTRY: "The country code does not exist.",
  TOO_SHORT: "The phone number is too short.",
  TOO_LONG: "The phone number is too long.",
};

/** Arabic-Indic and Persian digits as ASCII; full-width ones were folded before. Others stay and are refused. */
const plainDigits = (text: string): string =>
  text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));

const invalid = (message: string): Result<never, PhoneFault> =>
  err({ code: "invalid_phone", message });
