import {
  cleanValue,
  CONTACT_FIELDS,
  freezeVariables,
  type VariableContact,
} from "#core/campaign/variables";

/**
 * What of a contact a named variable shows: the field of that name, or the custom field with that key; of `first_name` the first word
 * of the name.
 *
 * @param key Of the variable, e.g. `body.first_name`.
 * @returns null when the contact has no such field, or nothing in it that has room.
 */
export function contactValue(key: string, contact: VariableContact, max: number): string | null {
  const name = /^(?:card\.\d\.)?(?:header|body)\.([A-Za-z_]\w*)$/.exec(key)?.[1];
  if (name === undefined) return null;
  if (name === "first_name" && contact.fields[name] === undefined)
    return cleanValue(contact.name?.trim().split(/\s+/)[0] ?? "", max);
  const field = CONTACT_FIELDS.find((known) => known === name) ?? `fields.${name}`;
  return freezeVariables({ [key]: { field } }, contact, { [key]: max })?.[key] ?? null;
}
