import { err, ok, type Result } from "#core/result";

/** Where a template's variable takes its value from: a field of the contact, or one text for everybody. */
export type VariableSource =
  | { readonly field: string; readonly fallback?: string | undefined }
  | { readonly value: string };

/** A campaign's variables by their place in the template: `body.1`, `header.1`, `button.0`. */
export type Variables = Readonly<Record<string, VariableSource>>;

/** Two characters that mean nothing in a message. They are read as spaces, so that the database can fold runs with them. */
const MARKS = ["\u0001", "\u0002"] as const;

/** A variable's place, as `core/whatsapp/template` names it. */
export const VARIABLE_NAME = /^(?:(?:body|header)\.[a-z0-9_]{1,60}|button\.\d)$/;

/** Fields of a contact that a variable may name; further ones are `fields.<key>`. */
export const CONTACT_FIELDS = ["name", "phone", "external_id", "language", "username"] as const;
const CUSTOM_FIELD = /^fields\.([A-Za-z0-9_-]{1,64})$/;

/** Longest value that Meta takes in a text parameter, in characters. */
export const VALUE_CHARACTERS_MAX = 1024;

/** The key of a custom field, letters, digits, `_` and `-` alone; undefined when the field is none. */
export const customKeyOf = (field: string): string | undefined => CUSTOM_FIELD.exec(field)?.[1];

/** Whether a variable may take its value from this field. */
export const isContactField = (field: string): boolean =>
  CONTACT_FIELDS.some((known) => known === field) || customKeyOf(field) !== undefined;

export interface VariableFault {
  /** Name of the variable at fault. */
  readonly variable: string;
  readonly code: "missing_variable" | "unknown_variable" | "unknown_field" | "empty_value";
  readonly message: string;
}

/**
 * Check that the campaign's variables are those that the template needs, each with a source that can give a value.
 *
 * @param required Names that the template has, e.g. `body.1`.
 */
export function checkVariables(
  variables: Variables,
  required: readonly string[],
): Result<null, readonly VariableFault[]> {
  const faults: VariableFault[] = [];
  for (const variable of required)
    if (variables[variable] === undefined)
      faults.push({
        variable,
        code: "missing_variable",
        message: `The template needs a value for ${variable}.`,
      });
  for (const [variable, source] of Object.entries(variables))
    faults.push(...faultsOf(variable, source, required));
  return faults.length === 0 ? ok(null) : err(faults);
}

function faultsOf(
  variable: string,
  source: VariableSource,
  required: readonly string[],
): readonly VariableFault[] {
  if (!required.includes(variable))
    return [
      { variable, code: "unknown_variable", message: `The template has no variable ${variable}.` },
    ];
  if ("field" in source)
    return isContactField(source.field)
      ? []
      : [{ variable, code: "unknown_field", message: `A contact has no field ${source.field}.` }];
  return cleanValue(source.value) === null
    ? [{ variable, code: "empty_value", message: `The value of ${variable} is empty or too long.` }]
    : [];
}

/**
 * A text as Meta takes it in a parameter: runs of spaces, tabs and line ends become one space, the ends are trimmed.
 *
 * @returns null when nothing is left, or more than `VALUE_CHARACTERS_MAX`.
 */
export function cleanValue(text: string): string | null {
  const clean = [...MARKS, "\t", "\r", "\n"]
    .reduce((cleaned, character) => cleaned.replaceAll(character, " "), text)
    .replaceAll(/ +/g, " ")
    .replaceAll(/^ | $/g, "");
  return clean === "" || Array.from(clean).length > VALUE_CHARACTERS_MAX ? null : clean;
}

/** What of a contact variables are taken from, by the names that they use. */
export type VariableContact = Readonly<
  Record<(typeof CONTACT_FIELDS)[number], string | null> & { fields: Record<string, unknown> }
>;

/**
 * The values of a campaign's variables for one contact, as they are frozen when the campaign is planned.
 *
 * @returns null when a variable has no value: then nothing is sent.
 */
export function freezeVariables(
  variables: Variables,
  contact: VariableContact,
): Readonly<Record<string, string>> | null {
  const values: Record<string, string> = {};
  for (const [name, source] of Object.entries(variables)) {
    const value = valueOf(source, contact);
    if (value === null) return null;
    values[name] = value;
  }
  return values;
}

function valueOf(source: VariableSource, contact: VariableContact): string | null {
  if ("value" in source) return cleanValue(source.value);
  const own = textOf(source.field, contact);
  return (own === null ? null : cleanValue(own)) ?? cleanValue(source.fallback ?? "");
}

/** A field as text: numbers and booleans as JSON writes them, lists and objects not at all. */
function textOf(field: string, contact: VariableContact): string | null {
  const key = customKeyOf(field);
  const known = CONTACT_FIELDS.find((name) => name === field);
  const value = key === undefined ? known && contact[known] : contact.fields[key];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? JSON.stringify(value) : null;
}
