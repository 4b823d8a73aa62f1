import {
  fieldFromText,
  fieldValue,
  type FieldFault,
  type FieldRule,
} from "#core/contact/field-types";
import { err, ok, type Result } from "#core/result";

/** Values of a contact's own fields, by key; null takes one away. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** The declared fields, by key. */
export type FieldRules = ReadonlyMap<string, FieldRule>;

/** Values as a contact holds them, of values that came as JSON: each declared one of its type, or what is wrong with which. */
export function typedFields(
  rules: FieldRules,
  given: FieldValues,
): Result<FieldValues, readonly (FieldFault & { readonly key: string })[]> {
  const faults: (FieldFault & { readonly key: string })[] = [];
  const values = Object.entries(given).map(([key, value]) => {
    const rule = rules.get(key);
    if (rule === undefined || value === null) return [key, value] as const;
    const read = fieldValue(rule, value);
    if (!read.ok) faults.push({ key, ...read.error });
    return [key, read.ok ? read.value : null] as const;
  });
  return faults.length === 0 ? ok(Object.fromEntries(values)) : err(faults);
}

/** As {@link typedFields}, of values that came as text where nobody can be asked again: one that does not fit is left out. */
export const fittingFields = (rules: FieldRules, given: FieldValues): FieldValues =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => {
      const rule = rules.get(key);
      if (rule === undefined || typeof value !== "string") return [[key, value] as const];
      const read = fieldFromText(rule, value);
      return read.ok ? [[key, read.value] as const] : [];
    }),
  );
