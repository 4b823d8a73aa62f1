/** Which phone numbers are a country's, by how they begin: what a database can ask for without parsing each. */
import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";

import { parsePhone } from "#core/contact/phone";

/** Calling codes whose countries are told apart by the three digits behind the code, with a number that fits behind those. */
const SPLIT: Readonly<Record<string, string>> = { "1": "2345678", "7": "1234567" };

/** Of every other code that countries share: the one whose numbers all of it is taken for. The others are not told apart. */
const SHARED: Readonly<Record<string, string>> = {
  "44": "GB",
  "47": "NO",
  "39": "IT",
  "61": "AU",
  "212": "MA",
  "262": "RE",
  "290": "SH",
  "358": "FI",
  "590": "GP",
  "599": "CW",
};

const LEADS = 1_000;

const split = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** The beginnings of the countries of a code that is split, by country. Made once. */
function splitBeginnings(code: string, behind: string): ReadonlyMap<string, readonly string[]> {
  const known = split.get(code);
  if (known !== undefined) return known;
  const found = new Map<string, string[]>();
  for (let lead = 0; lead < LEADS; lead++) {
    const beginning = `+${code}${String(lead).padStart(3, "0")}`;
    const phone = parsePhone(`${beginning}${behind}`, null);
    const country = phone.ok ? phone.value.country : null;
    if (country !== null) found.set(country, [...(found.get(country) ?? []), beginning]);
  }
  split.set(code, found);
  return found;
}

const CODES = new Map<string, string>(
  getCountries().map((country) => [country, getCountryCallingCode(country)]),
);

/** Every beginning is so long, in characters with its plus. */
export const BEGINNING_LENGTHS = [2, 3, 4, 5] as const;

/**
 * How the numbers (E.164) of a country begin; undefined for what is no country, or one whose numbers are not told apart from a
 * neighbour's.
 *
 * @param country ISO 3166-1 alpha-2, upper case.
 */
export function beginningsOf(country: string): readonly string[] | undefined {
  const code = CODES.get(country);
  if (code === undefined) return undefined;
  const behind = SPLIT[code];
  if (behind !== undefined) return splitBeginnings(code, behind).get(country);
  const owner = SHARED[code];
  return owner === undefined || owner === country ? [`+${code}`] : undefined;
}

/** The countries whose code begins so, and whose numbers are told apart. */
export const countriesFrom = (letters: string): readonly string[] =>
  [...CODES.keys()].filter(
    (country) => country.startsWith(letters) && beginningsOf(country) !== undefined,
  );

/** Whether a number (E.164) begins in one of these ways. */
export const beginsWithOne = (phone: string, beginnings: ReadonlySet<string>): boolean =>
  BEGINNING_LENGTHS.some((length) => beginnings.has(phone.slice(0, length)));
