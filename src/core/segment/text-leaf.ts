/** Leaves over texts of a contact. Texts are compared as they are written. */
import { beginningsOf, countriesFrom } from "#core/contact/country-phones";
import {
  FilterError,
  operatorIn,
  valueIn,
  type WrittenLeaf,
  type WrittenValue,
} from "#core/segment/grammar";

export interface TextLeaf {
  readonly field: "name" | "external_id" | "phone" | "language";
  readonly op: "eq" | "ne" | "in" | "starts_with";
  /** One, but of `in`. */
  readonly values: readonly string[];
}

/** `op` `eq`: the phone number begins in one of these ways; `ne`: there is none that does. */
export interface CountryLeaf {
  readonly field: "country";
  readonly op: "eq" | "ne";
  readonly beginnings: readonly string[];
}

const TEXT_MAX = 1_024;
const IN_MAX = 100;

/** A text that is not empty. @throws FilterError */
export function textOf({ value, pointer }: WrittenValue): string {
  if (typeof value === "string" && value !== "" && value.length <= TEXT_MAX) return value;
  throw new FilterError(
    "invalid_request",
    pointer,
    `Expected a text of 1 to ${TEXT_MAX} characters.`,
  );
}

/** The values of an `in`. @throws FilterError */
export function textsOf({ value, pointer }: WrittenValue): readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > IN_MAX)
    throw new FilterError("invalid_request", pointer, `Expected 1 to ${IN_MAX} texts.`);
  return value.map((one: unknown, i) => textOf({ value: one, pointer: `${pointer}/${i}` }));
}

/** @param check Throws a FilterError for a text that no contact can have. */
const reader =
  <Op extends TextLeaf["op"]>(
    field: TextLeaf["field"],
    ops: readonly Op[],
    check: (text: string, op: Op, pointer: string) => void = () => undefined,
  ) =>
  (leaf: WrittenLeaf): TextLeaf => {
    const op = operatorIn(ops, leaf);
    const at = valueIn(leaf);
    const values = op === "in" ? textsOf(at) : [textOf(at)];
    for (const value of values) check(value, op, at.pointer);
    return { field, op, values };
  };

/** How a name or an external id is asked for. */
export const nameLeaf = (field: "name" | "external_id") =>
  reader(field, ["eq", "ne", "starts_with"] as const);

const ALL = ["eq", "ne", "in", "starts_with"] as const;

export const languageLeaf = reader("language", ALL);

export const phoneLeaf = reader("phone", ALL, (text, op, pointer) => {
  const pattern = op === "starts_with" ? /^\+\d{1,15}$/ : /^\+\d{7,15}$/;
  if (!pattern.test(text))
    throw new FilterError(
      "invalid_request",
      pointer,
      "Expected a phone number such as +5511987654321.",
    );
});

/** Countries are asked for by how their numbers begin. */
export function countryLeaf(leaf: WrittenLeaf): CountryLeaf {
  const op = operatorIn(ALL, leaf);
  const at = valueIn(leaf);
  const given = op === "in" ? textsOf(at) : [textOf(at)];
  const countries =
    op === "starts_with" ? given.flatMap((letters) => fromLetters(letters, at.pointer)) : given;
  const beginnings = countries.flatMap((country) => beginningsIn(country, at.pointer));
  return { field: "country", op: op === "ne" ? "ne" : "eq", beginnings };
}

function fromLetters(letters: string, pointer: string): readonly string[] {
  const countries = countriesFrom(letters);
  if (countries.length > 0) return countries;
  throw new FilterError("invalid_request", pointer, "No country's code begins so.");
}

function beginningsIn(country: string, pointer: string): readonly string[] {
  const found = beginningsOf(country);
  if (found !== undefined) return found;
  throw new FilterError(
    "invalid_request",
    pointer,
    `${country.slice(0, 8)} is no country whose numbers can be told: give ISO 3166-1 alpha-2 in capitals.`,
  );
}
