/** What a sealed record may hold: JSON without fractions. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [name: string]: CanonicalValue };

/**
 * JSON of which there is one spelling alone, as RFC 8785 has it: members by their UTF-16 units, no white space, numbers and text
 * as ECMAScript writes them. So whoever seals a record and whoever checks it hash the same bytes, in whatever language.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`);
  return `{${members.join(",")}}`;
}

/** `Array.isArray` does not tell a read-only list from an object. */
const isList = (value: object): value is readonly CanonicalValue[] => Array.isArray(value);
