import {
  cleanValue,
  CONTACT_FIELDS,
  customKeyOf,
  OPT_OUT_FIELD,
  OPT_OUT_MARK,
  VALUE_CHARACTERS_MAX,
  type VariableLimits,
  type Variables,
  type VariableSource,
} from "#core/campaign/variables";

/** What is bound for one variable, beside the SQL of `variablesSql`. */
export interface VariableBinding {
  readonly name: string;
  /** Value for everybody, cleaned. */
  readonly value: string | null;
  /** Taken when the field gives none, cleaned. */
  readonly fallback: string | null;
  /** Longest value, in characters. */
  readonly max: number;
}

/** What is bound, as one JSON text, beside the SQL of `variablesSql`: index i of it belongs to the i-th name. */
export const variableBindings = (
  variables: Variables,
  limits: VariableLimits = {},
): readonly VariableBinding[] =>
  names(variables).map((name) => {
    const source = variables[name];
    const max = Math.min(limits[name] ?? VALUE_CHARACTERS_MAX, VALUE_CHARACTERS_MAX);
    if (isOptOut(source)) return { name, value: OPT_OUT_MARK, fallback: null, max };
    if (source === undefined || "field" in source) {
      const fallback = source?.fallback === undefined ? null : cleanValue(source.fallback, max);
      return { name, value: null, fallback, max };
    }
    return { name, value: cleanValue(source.value, max), fallback: null, max };
  });

/** SQL over a contact's row that freezes a campaign's variables. */
export interface VariablesSql {
  /** The values as columns `v0`, `v1` … (NULL = no value), to be selected beside the contact. */
  readonly columns: readonly string[];
  /** A boolean over those columns: some variable has no value. */
  readonly isMissing: string;
  /** The JSON text to store, over those columns. */
  readonly object: string;
}

/**
 * `freezeVariables` of core in SQL.
 *
 * @param alias    Of the contact's row.
 * @param bindings SQL of the JSON text of `variableBindings`, e.g. `?3`.
 */
export function variablesSql(variables: Variables, alias: string, bindings: string): VariablesSql {
  const keys = names(variables);
  const columns = keys.map((name, i) => {
    const bound = (member: string) => `json_extract(${bindings}, '$[${i}].${member}')`;
    const source = variables[name];
    const sql =
      source !== undefined && "field" in source && !isOptOut(source)
        ? `coalesce(${cleanSql(fieldSql(alias, source.field), bound("max"))}, ${bound("fallback")})`
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

/** Whether it is the opt-out link, which no SQL can make: its mark is one value for everybody. */
const isOptOut = (source: VariableSource | undefined): boolean =>
  source !== undefined && "field" in source && source.field === OPT_OUT_FIELD;

const names = (variables: Variables): readonly string[] => Object.keys(variables).toSorted();

/** A field as text. A custom field's key is safe to stand in SQL: it is letters, digits, _ and - alone. */
function fieldSql(alias: string, field: string): string {
  const key = customKeyOf(field);
  if (key === undefined)
    return CONTACT_FIELDS.some((known) => known === field) ? `${alias}.${field}` : "NULL";
  const path = `'$."${key}"'`;
  // A number goes by its JSON text: read as a value and cast, it would lose digits.
  return (
    `CASE json_type(${alias}.fields, ${path}) WHEN 'text' THEN ${alias}.fields ->> ${path} ` +
    `WHEN 'object' THEN NULL WHEN 'array' THEN NULL WHEN 'null' THEN NULL ELSE ${alias}.fields -> ${path} END`
  );
}

/** `cleanValue` of core in SQL: two marks that no text holds turn any run of spaces into one. */
function cleanSql(text: string, max: string): string {
  const marks = { open: "char(1)", close: "char(2)" };
  const spaced = ["char(9)", "char(10)", "char(13)", marks.open, marks.close].reduce(
    (sql, character) => `replace(${sql}, ${character}, ' ')`,
    text,
  );
  const pair = `${marks.open} || ${marks.close}`;
  const single = `replace(replace(replace(${spaced}, ' ', ${pair}), ${marks.close} || ${marks.open}, ''), ${pair}, ' ')`;
  const trimmed = `trim(${single})`;
  return `CASE WHEN length(${trimmed}) BETWEEN 1 AND ${max} THEN ${trimmed} END`;
}
