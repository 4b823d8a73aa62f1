import { phoneKey } from "#core/contact/phone";
import type { Person } from "#core/whatsapp/envelope-person";
import type { Identity, Learned } from "#features/contacts/index";
import type { KnownContact } from "#features/inbound/known";

/** Whether the person is named otherwise than the contact is known, so that one of both names is old. */
export const replaces = (contact: KnownContact, person: Person): boolean =>
  Object.keys(differences(contact, person)).some((name) => isKnown(contact, name));

/** What of {@link differences} fills a gap: true whatever was said since. */
export const missing = (contact: KnownContact, person: Person): Learned["set"] =>
  Object.fromEntries(
    Object.entries(differences(contact, person)).filter(([name]) => !isKnown(contact, name)),
  );

const isKnown = (contact: KnownContact, name: string): boolean =>
  Object.entries(contact).some(([own, value]) => own === name && value !== null);

/** The name of a profile is followed unless the business has given one of its own. The others are Meta's to say. */
export function differences(contact: KnownContact, person: Person): Learned["set"] {
  const phone = person.waId === null ? null : `+${person.waId}`;
  return {
    ...(contact.phone === null && phone !== null ? { phone } : {}),
    ...(followsProfile(contact) ? changed("name", contact, person) : {}),
    ...changed("waId", contact, person),
    ...changed("bsuid", contact, person),
    ...changed("username", contact, person),
  };
}

const followsProfile = ({ name, profileNamed }: KnownContact): boolean =>
  name === null || profileNamed === 1;

const changed = <K extends "waId" | "bsuid" | "username" | "name">(
  key: K,
  contact: KnownContact,
  person: Person,
): { readonly [P in K]?: string } => {
  const value = person[key];
  // Safe: a computed key of a generic type widens to an index signature; the object has exactly this key.
  return value === null || value === contact[key] ? {} : ({ [key]: value } as { [P in K]: string });
};

/** An identity from its key, e.g. `bsuid:US.1234`. */
export function identityOf(key: string): Identity {
  const colon = key.indexOf(":");
  const kind = key.slice(0, colon);
  return {
    kind: kind === "bsuid" || kind === "parent_bsuid" ? kind : "phone",
    value: key.slice(colon + 1),
  };
}

/** The keys by which a contact's own numbers are found. */
export const phoneKeysOf = (contact: Pick<KnownContact, "phone" | "waId">): readonly string[] => [
  ...new Set(
    [contact.phone, contact.waId].flatMap((text) =>
      text === null ? [] : [`phone:${phoneKey(text)}`],
    ),
  ),
];
