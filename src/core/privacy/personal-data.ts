/**
 * Whether a text holds data of somebody: for texts that go to a company that is not Meta, and in which no person belongs. In
 * doubt it does: whoever is refused can write the text in other words.
 */
import { ID_PREFIXES } from "#core/ids";
import { hasIban } from "#core/privacy/iban";
import { plainText } from "#core/privacy/plain-text";

/** What can be found. `id`: of a resource of ours, an API key of ours, or an id that Meta gives. */
export type PersonalDataKind = "email" | "id" | "iban" | "card" | "phone";

/** What the text holds, or undefined. */
export function personalDataIn(text: string): PersonalDataKind | undefined {
  const plain = plainText(text);
  return FINDERS.find(([, finds]) => finds(plain))?.[0];
}

const FINDERS: readonly (readonly [PersonalDataKind, (plain: string) => boolean])[] = [
  ["email", (plain) => EMAIL.test(plain)],
  ["id", (plain) => OURS.test(plain) || META.test(plain)],
  ["iban", hasIban],
  ["phone", (plain) => PLUS.test(plain)],
  ["card", (plain) => digitRuns(plain).some(isCard)],
  ["phone", (plain) => digitRuns(plain).some(({ length }) => length >= DIGITS_MIN)],
];

/** Also as people hide it from machines: `ana (at) example.com`. */
const EMAIL =
  /[^\s@<>"',;:()[\]]{1,64}\s?(?:@|[([]at[)\]])\s?[^\s@<>"',;:()[\]]{1,255}\.\p{L}{2,}/iu;

const OURS = new RegExp(
  `(?<![a-z0-9])(?:(?:${Object.values(ID_PREFIXES).join("|")})_[0-9a-hjkmnp-tv-z]{20}|wq_[0-9a-z]{20})`,
  "i",
);
/** Ids of messages and of people, the latter with digits: `IO.Ltd` is a company. */
const META =
  /(?<![A-Za-z0-9])(?:wamid\.[A-Za-z0-9+/=]{8}|[A-Z]{2}\.(?:ENT\.)?(?=[A-Za-z]*\d)[A-Za-z0-9]{6})/;

/** A country code and at least the shortest number in use. */
const PLUS = /(?:\+|(?<!\d)00)[\s(]*[1-9](?:[\s().\-/\u2010-\u2015\u2212]{0,3}\d){6}/;
/** Without a country code the shortest number that is one in several countries; a date written without marks counts too. */
const DIGITS_MIN = 8;

const RUN = /\d(?:[\s().\-/\u2010-\u2015\u2212]{0,3}\d)*/g;

/** The digits of each number as it may be written in groups. Dates, times and spans of years are none. */
const digitRuns = (plain: string): readonly string[] =>
  Array.from(plain.replaceAll(ELSE, "#").matchAll(RUN), ([run]) => run.replaceAll(/\D/g, ""));

const BEFORE = "(?<![\\d+]|\\d[.\\-/])";
const AFTER = "(?!\\d|[.\\-/]\\d)";
const YEAR = "(?:19|20)\\d\\d";
const MONTH = "(?:0?[1-9]|1[0-2])";
const DAY = "(?:0?[1-9]|[12]\\d|3[01])";
/** What is written with many digits and is nobody's number. */
const ELSE = new RegExp(
  [
    `${BEFORE}${YEAR}([-./])${MONTH}\\1${DAY}${AFTER}`,
    `${BEFORE}${DAY}([-./])${DAY}\\2(?:${YEAR}|\\d\\d)${AFTER}`,
    `${BEFORE}${YEAR}\\s?[-/\u2013]\\s?${YEAR}${AFTER}`,
    `${BEFORE}[012]?\\d:[0-5]\\d(?::[0-5]\\d)?${AFTER}`,
  ].join("|"),
  "g",
);

/** ISO/IEC 7812: 13 to 19 digits, the last of which checks the others. */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  const sum = Array.from(digits, Number)
    .toReversed()
    .map((digit, at) => (at % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9))
    .reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0;
}
