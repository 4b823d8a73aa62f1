import { err, ok, type Result } from "#core/result";

/** Where a template's variable takes its value from: a field of the contact, or one text for everybody. */
export type VariableSource =
  | { readonly field: string; readonly fallback?: string | undefined }
  | { readonly value: string };

/** A campaign's variables by their place in the template: `body.1`, `header.1`, `button.0`. */
export type Variables = Readonly<Record<string, VariableSource>>;

/** Two characters that mean nothing in a message: SQL needs them to fold runs of spaces. */
const MARKS = ["\u0001", "\u0002"] as const;

/** A variable's place, as `core/whatsapp/template` names it. */
export const VARIABLE_NAME = /^(?:(?:body|header)\.[a-z0-9_]{1,60}|button\.\d)$/;

/** Fields of a contact that a variable may name; further ones are `fields.<key>`. */
export const CONTACT_FIELDS = ["name", "phone", "external_id", "language", "username"] as const;
const CUSTOM_FIELD = /^fields\.([A-Za-z0-9_-]{1,64})$/;

/** Longest value that Meta takes in a text parameter, in characters. */
export const VALUE_CHARACTERS_MAX = 1024;

/** Whether a variable may take its value from this field. */
export const isContactField = (field: string): boolean =>
  CONTACT_FIELDS.some((known) => known === field) || CUSTOM_FIELD.test(field);

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

/** A variable's source as the SQL of `valueSql` reads it. */
export interface VariableBinding {
  readonly name: string;
  /** Value for everybody, cleaned. */
  readonly value: string | null;
  /** Taken when the field gives none, cleaned. */
  readonly fallback: string | null;
}

/** What is bound, as one JSON text, beside the SQL of `valueSql`: index i of it belongs to the i-th name. */
export const variableBindings = (variables: Variables): readonly VariableBinding[] =>
  names(variables).map((name) => {
    const source = variables[name];
    if (source === undefined || "field" in source) {
      const fallback = source?.fallback === undefined ? null : cleanValue(source.fallback);
      return { name, value: null, fallback };
    }
    return { name, value: cleanValue(source.value), fallback: null };
  });

/**
 * SQL that freezes a campaign's variables for one contact.
 *
 * @param alias    Of the contact's row.
 * @param bindings SQL of the JSON text of `variableBindings`, e.g. `?3`.
 * @returns `columns`: the values as columns `v0`, `v1` … (NULL = no value), to be selected beside the contact; and, over those
 *   columns, `isMissing` (a boolean) and `object` (the JSON text to store).
 */
export function variablesSql(
  variables: Variables,
  alias: string,
  bindings: string,
): { readonly columns: readonly string[]; readonly isMissing: string; readonly object: string } {
  const keys = names(variables);
  const columns = keys.map((name, i) => {
    const bound = (member: string) => `json_extract(${bindings}, '$[${i}].${member}')`;
    const source = variables[name];
    const sql =
      source !== undefined && "field" in source
        ? `coalesce(${cleanSql(fieldSql(alias, source.field))}, ${bound("fallback")})`
        : bound("value");
    return `${sql} AS v${i}`;
  });
  const pairs = keys.map((_, i) => `json_extract(${bindings}, '$[${i}].name'), v${i}`);
  return {
    columns,
    isMissing: keys.length === 0 ? "0" : `(${keys.map((_, i) => `v${i} IS NULL`).join(" OR ")})`,
    object: `json_object(${pairs.join(", ")})`,
  };
}

const names = (variables: Variables): readonly string[] => Object.keys(variables).toSorted();

/** A field as text. A custom field's key is safe to stand in SQL: `CUSTOM_FIELD` lets only letters, digits, _ and - through. */
function fieldSql(alias: string, field: string): string {
  const key = CUSTOM_FIELD.exec(field)?.[1];
  if (key === undefined)
    return CONTACT_FIELDS.some((known) => known === field) ? `${alias}.${field}` : "NULL";
  const path = `'$."${key}"'`;
  return (
    `CASE json_type(${alias}.fields, ${path}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ` +
    `WHEN 'object' THEN NULL WHEN 'array' THEN NULL ` +
    `ELSE CAST(json_extract(${alias}.fields, ${path}) AS TEXT) END`
  );
}

/** `cleanValue` in SQL: two marks that no text holds turn any run of spaces into one. */
function cleanSql(text: string): string {
  const marks = { open: "char(1)", close: "char(2)" };
  const spaced = ["char(9)", "char(10)", "char(13)", marks.open, marks.close].reduce(
    (sql, character) => `replace(${sql}, ${character}, ' ')`,
    text,
  );
  const pair = `${marks.open} || ${marks.close}`;
  const single = `replace(replace(replace(${spaced}, ' ', ${pair}), ${marks.close} || ${marks.open}, ''), ${pair}, ' ')`;
  const trimmed = `trim(${single})`;
  return `CASE WHEN length(${trimmed}) BETWEEN 1 AND ${VALUE_CHARACTERS_MAX} THEN ${trimmed} END`;
}
