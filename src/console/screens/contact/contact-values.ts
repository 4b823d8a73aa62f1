/** What the form of a contact holds, and what of it a change says. */
import type { Contact, ContactChange } from "../../api/contacts.ts";

export interface ContactValues {
  name: string;
  phone: string;
  language: string;
  timezone: string;
  external_id: string;
  /** Separated by commas: no tag holds one. */
  tags: string;
  fields: { name: string; value: string }[];
}

export const TEXTS = ["name", "phone", "language", "timezone", "external_id"] as const;

/** A field's value as text: the API keeps texts, numbers and yes or no. */
export const textOf = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

export const valuesOf = (contact: Contact): ContactValues => ({
  name: contact.name ?? "",
  phone: contact.phone ?? "",
  language: contact.language ?? "",
  timezone: contact.timezone ?? "",
  external_id: contact.external_id ?? "",
  tags: contact.tags.join(", "),
  fields: Object.entries(contact.fields).map(([name, value]) => ({ name, value: textOf(value) })),
});

/** Only what the person at the form changed: everything else stays as it is, whoever changed it meanwhile. */
export function changeOf(before: Contact, values: ContactValues): ContactChange {
  const old = valuesOf(before);
  const texts = TEXTS.filter((key) => values[key].trim() !== old[key].trim()).map((key) => [
    key,
    values[key].trim() === "" ? null : values[key].trim(),
  ]);
  const tags = tagsIn(values.tags);
  const fields = changedFields(before.fields, values.fields);
  return {
    ...Object.fromEntries(texts),
    ...(tags.join() === before.tags.join() ? {} : { tags }),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
}

export const tagsIn = (text: string): string[] =>
  text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");

function changedFields(
  before: Contact["fields"],
  rows: ContactValues["fields"],
): Record<string, unknown> {
  const after = new Map(
    rows.filter(({ name }) => name.trim() !== "").map(({ name, value }) => [name.trim(), value]),
  );
  const gone = Object.keys(before).filter((name) => !after.has(name));
  const changed = [...after].filter(([name, value]) => textOf(before[name] ?? "") !== value);
  return Object.fromEntries([
    ...gone.map((name) => [name, null] as const),
    ...changed.map(([name, value]) => [name, alike(before[name], value)] as const),
  ]);
}

/** A number stays a number, so that a filter that compares it goes on doing so. */
const alike = (before: unknown, text: string): string | number | boolean => {
  if (typeof before === "number" && text.trim() !== "" && Number.isFinite(Number(text)))
    return Number(text);
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
};

/** The members in which two versions differ, each as text. */
export function differences(
  theirs: Contact,
  mine: ContactValues,
): { readonly key: string; readonly theirs: string; readonly mine: string }[] {
  const other = valuesOf(theirs);
  const fields = new Set([...other.fields, ...mine.fields].map(({ name }) => name));
  const of = (values: ContactValues, field: string) =>
    values.fields.find(({ name }) => name === field)?.value ?? "";
  return [
    ...[...TEXTS, "tags" as const].map((key) => ({ key, theirs: other[key], mine: mine[key] })),
    ...[...fields].map((field) => ({
      key: field,
      theirs: of(other, field),
      mine: of(mine, field),
    })),
  ].filter((row) => row.theirs.trim() !== row.mine.trim());
}
