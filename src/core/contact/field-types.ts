/** The types that a workspace may give to fields of its contacts, and which values are of them. */
import { emailOf } from "#core/contact/email";
import { foldTag } from "#core/contact/tag";
import { err, ok, type Result } from "#core/result";

export const FIELD_TYPES = ["text", "number", "boolean", "date", "choice", "email"] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** What a declared field demands of its values. */
export interface FieldRule {
  /** Its name in a contact's `fields`. */
  readonly key: string;
  readonly type: FieldType;
  /** What a choice is among, as it is spelled; empty of every other type. */
  readonly choices: readonly string[];
}

/** A value as a contact holds it: a date is `YYYY-MM-DD`. */
export type FieldValue = string | number | boolean;

export interface FieldFault {
  readonly code: "wrong_type" | "too_long" | "invalid_date" | "not_a_choice" | "invalid_email";
  readonly message: string;
}

/** Of a text, in Unicode code points. */
export const FIELD_TEXT_MAX = 1_024;

/** Read a value that came as JSON. An e-mail is answered as it is kept; every other value as it came. */
export function fieldValue(rule: FieldRule, value: unknown): Result<FieldValue, FieldFault> {
  if (rule.type === "number")
    return typeof value === "number" && Number.isFinite(value) ? ok(value) : mistyped("a number");
  if (rule.type === "boolean")
    return typeof value === "boolean" ? ok(value) : mistyped("true or false");
  return typeof value === "string"
    ? textual(rule, value)
    : mistyped(`a text: ${SPELLED[rule.type]}`);
}

/**
 * Read a value that came as text, from a file or a step of an automation; what stands around it is cut off. A number is written
 * with a point, or with a comma before one or two last digits; yes and no may be said in each language of the console; a choice in
 * whatever case.
 */
export function fieldFromText(rule: FieldRule, given: string): Result<FieldValue, FieldFault> {
  const text = given.trim();
  switch (rule.type) {
    case "number":
      return NUMBER.test(text) ? ok(Number(text.replace(",", "."))) : mistyped("a number");
    case "boolean": {
      const said = SAID.get(text.toLowerCase());
      return said === undefined ? mistyped("true or false") : ok(said);
    }
    case "choice": {
      const chosen = rule.choices.find((choice) => foldTag(choice) === foldTag(text));
      return textual(rule, chosen ?? text);
    }
    case "text":
    case "date":
    case "email":
      return textual(rule, text);
  }
}

const SPELLED: Readonly<Record<Exclude<FieldType, "number" | "boolean">, string>> = {
  text: `at most ${FIELD_TEXT_MAX} characters`,
  date: "a day as YYYY-MM-DD",
  choice: "one of the field's choices",
  email: "an e-mail address",
};

const NUMBER = /^[+-]?\d{1,15}(?:\.\d{1,15}|,\d{1,2})?$/;

const SAID: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "1", "sim", "sí", "si", "ja"].map((word) => [word, true] as const),
  ...["false", "no", "0", "não", "nao", "nein"].map((word) => [word, false] as const),
]);

/** A value of a type whose values are texts. */
function textual(rule: FieldRule, text: string): Result<FieldValue, FieldFault> {
  if (rule.type === "date" && !isDay(text))
    return err({ code: "invalid_date", message: `Expected ${SPELLED.date}.` });
  if (rule.type === "choice" && !rule.choices.includes(text))
    return err({ code: "not_a_choice", message: `Expected one of: ${rule.choices.join(", ")}.` });
  if (rule.type === "email") {
    const email = emailOf(text);
    return email === undefined
      ? err({
          code: "invalid_email",
          message: "Expected an e-mail address such as ana@example.com.",
        })
      : ok(email);
  }
  return Array.from(text).length <= FIELD_TEXT_MAX
    ? ok(text)
    : err({ code: "too_long", message: `At most ${FIELD_TEXT_MAX} characters.` });
}

/** A day that there is, in the years 0000 to 9999. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(atMs) && new Date(atMs).toISOString().startsWith(text);
}

const mistyped = (expected: string): Result<never, FieldFault> =>
  err({ code: "wrong_type", message: `Expected ${expected}.` });
