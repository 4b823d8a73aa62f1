/**
 * Numbers that are written as they are dialled everywhere, `+351912345678`, read without the library's parser: a file has them by the
 * hundred thousand, and the parser takes ten times as long. It answers only what the parser would (a test holds both together); what
 * it is not sure of it leaves to it.
 */
import {
  getCountries,
  getCountryCallingCode,
  Metadata,
  type CountryCode,
} from "libphonenumber-js/min";

import { renumbered } from "#core/contact/renumbering";

/** How the numbers of a calling code are made that one country has alone. */
interface Plan {
  readonly country: string;
  /** Digits behind the calling code that a number may have. */
  readonly lengths: ReadonlySet<number>;
  /** Digits that people dial inside of the country alone; null: none. A number that begins so is the parser's. */
  readonly dialledInside: RegExp | null;
}

const PLAIN = /^\+[1-9]\d{6,14}$/;
const CODE_LENGTH_MAX = 3;

let plans: ReadonlyMap<string, Plan> | undefined;

/**
 * A number in E.164 as it was written, and its country; undefined for whatever the parser has to look at: other spellings, calling codes
 * that several countries share, numbers of the wrong length, of before a renumbering, or with a prefix of the country's inside.
 */
export function plainPhone(
  text: string,
): { readonly e164: `+${string}`; readonly country: string } | undefined {
  if (!PLAIN.test(text)) return undefined;
  plans ??= plansByCode();
  const digits = text.slice(1);
  for (let length = 1; length <= CODE_LENGTH_MAX; length++) {
    const plan = plans.get(digits.slice(0, length));
    if (plan === undefined) continue;
    const national = digits.slice(length);
    const isSure =
      plan.lengths.has(national.length) &&
      plan.dialledInside?.test(national) !== true &&
      renumbered(digits) === digits;
    return isSure ? { e164: `+${digits}`, country: plan.country } : undefined;
  }
  return undefined;
}

/** No calling code begins with another. */
function plansByCode(): ReadonlyMap<string, Plan> {
  const countries = new Map<string, CountryCode[]>();
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    countries.set(code, [...(countries.get(code) ?? []), country]);
  }
  return new Map(
    [...countries].flatMap(([code, [country, ...others]]) =>
      country === undefined || others.length > 0 ? [] : [[code, planOf(country)] as const],
    ),
  );
}

/** What the parser asks of a country's metadata; the library's types tell of the first alone. */
interface NumberingPlan {
  possibleLengths(): readonly number[];
  nationalPrefixForParsing(): string | undefined;
}

function planOf(country: CountryCode): Plan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  // Safe: both stand in the class that the library selects; without them nothing is read here, and a test tells.
  const plan = metadata.numberingPlan as unknown as NumberingPlan;
  const prefix = plan.nationalPrefixForParsing();
  return {
    country,
    lengths: new Set(plan.possibleLengths()),
    dialledInside: prefix === undefined ? null : new RegExp(`^(?:${prefix})`),
  };
}
