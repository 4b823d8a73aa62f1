import { nameWords } from "#core/contact/name-words";
import { callingCodeOf, phoneKey, typedPhone } from "#core/contact/phone";

/** What somebody looks for among contacts. */
export type ContactSearch =
  /** Each begins a word of the name; folded. */
  | { readonly kind: "name"; readonly words: readonly string[] }
  | {
      readonly kind: "phone";
      /** Digits that the number ends with, at least {@link ENDING_MIN}; null when the number is typed from its country code. */
      readonly ending: string | null;
      /** Digits that the number begins with, none of which begins another. */
      readonly beginnings: readonly string[];
    };

/** Fewer digits than this are no part of a phone number. */
const BEGINNING_MIN = 3;
/** So many last digits are in the index. */
export const ENDING_MIN = 4;
const DIGITS_MAX = 15;

/**
 * Read what was typed into a search box: digits, with whatever stands between them, are a part of a phone number, everything
 * else is the beginnings of a name's words.
 *
 * @param defaultCountry ISO 3166-1 alpha-2: where numbers without a country code are; null: nobody knows.
 * @returns undefined for a text without a letter or digit.
 */
export function parseContactSearch(
  text: string,
  defaultCountry: string | null,
): ContactSearch | undefined {
  const phone = phoneSearch(text, defaultCountry);
  if (phone !== undefined) return phone;
  const words = nameWords(text);
  return words.length === 0 ? undefined : { kind: "name", words };
}

function phoneSearch(text: string, defaultCountry: string | null): ContactSearch | undefined {
  const typed = typedPhone(text);
  if (typed === undefined || typed.digits.length > DIGITS_MAX) return undefined;
  const { digits, isInternational } = typed;
  // A national number may be typed with the zeros that are dialled inside the country.
  const national = isInternational ? digits : digits.replace(/^0+/, "");
  if (national.length < BEGINNING_MIN) return undefined;
  const code = defaultCountry === null ? undefined : callingCodeOf(defaultCountry);
  const begins =
    isInternational || code === undefined
      ? variants(national)
      : [...variants(national), ...variants(`${code}${national}`)];
  return {
    kind: "phone",
    ending: isInternational || national.length < ENDING_MIN ? null : national,
    beginnings: shortest(begins),
  };
}

/** The same beginning as numbers are kept: see `phoneKey`, which knows whole numbers only. */
function variants(digits: string): readonly string[] {
  return [
    digits,
    phoneKey(digits),
    digits.replace(/^55(\d\d)([6-9]\d{0,6})$/, "55$19$2"),
    digits.replace(/^549/, "54"),
    digits.replace(/^521/, "52"),
  ];
}

/** Without those that another one begins, so that no number is found twice. */
const shortest = (begins: readonly string[]): readonly string[] =>
  [...new Set(begins)].filter(
    (one) => !begins.some((other) => other !== one && one.startsWith(other)),
  );
