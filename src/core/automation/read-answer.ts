import { foldText } from "#core/automation/fold-text";
import type { AnswerRule } from "#core/automation/steps-sending";
import { parsePhone } from "#core/contact/phone";

const TEXT_MAX = 4096;
const EMAIL = /^[^\s@<>()",;:]{1,64}@[^\s@<>()",;:]{1,190}\.[a-z]{2,24}$/i;

/**
 * What somebody answered, in the form in which it is kept; null when it is no answer to the question.
 *
 * @param country ISO 3166-1 alpha-2: where phone numbers without a country code are; null: they need one.
 */
export function readAnswer(rule: AnswerRule, text: string, country: string | null): string | null {
  const said = text.trim();
  if (said === "" || said.length > TEXT_MAX) return null;
  return READERS[rule.kind](said, rule, country);
}

type Reader = (said: string, rule: AnswerRule, country: string | null) => string | null;

const READERS: Readonly<Record<AnswerRule["kind"], Reader>> = {
  text: (said, rule) => (fits(said.length, rule) ? said : null),
  number: (said, rule) => readNumber(said, rule),
  email: (said) => (EMAIL.test(said) ? said.toLowerCase() : null),
  phone: (said, _, country) => {
    const phone = parsePhone(said, country);
    return phone.ok ? phone.value.e164 : null;
  },
  date: (said) => readDate(said),
  choice: (said, { choices = [] }) =>
    choices.find((choice) => foldText(choice) === foldText(said)) ?? null,
};

const fits = (value: number, { min, max }: AnswerRule): boolean =>
  value >= (min ?? -Infinity) && value <= (max ?? Infinity);

/** Either sign of the decimal point; no signs between thousands, which would read as one. */
function readNumber(said: string, rule: AnswerRule): string | null {
  if (!/^[+-]?\d{1,15}(?:[.,]\d{1,9})?$/.test(said)) return null;
  const value = Number(said.replace(",", "."));
  return fits(value, rule) ? String(value) : null;
}

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/;

/** `2026-12-24`, `24.12.2026` or `24/12/2026`; kept as the first. */
function readDate(said: string): string | null {
  const iso = ISO.exec(said);
  const first = DAY_FIRST.exec(said);
  const [year, month, day] = iso === null ? [first?.[3], first?.[2], first?.[1]] : iso.slice(1);
  if (year === undefined || month === undefined || day === undefined) return null;
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text) ? text : null;
}
