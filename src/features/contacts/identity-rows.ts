import { phoneKey } from "#core/contact/phone";
import type { IdentityKind } from "#core/contact/states";
import type { Id } from "#core/ids";

/** What a contact is found by. A phone's value is its canonical key, never the number itself. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** One text for an identity. */
export const identityKey = ({ kind, value }: Identity): `${Identity["kind"]}:${string}` =>
  `${kind}:${value}`;

/** The identities that a contact's own columns give it. Variants of one number are one. */
export function identitiesOf(contact: {
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
}): readonly Identity[] {
  // A file asks this ten times of each of its rows, one row after the other.
  const { phone: given, waId, bsuid } = contact;
  if (last.phone === given && last.waId === waId && last.bsuid === bsuid) return last.identities;
  last = { phone: given, waId, bsuid, identities: identitiesBy(contact) };
  return last.identities;
}

interface Asked {
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly identities: readonly Identity[];
}

let last: Asked = { phone: null, waId: null, bsuid: null, identities: [] };

function identitiesBy(contact: Omit<Asked, "identities">): readonly Identity[] {
  const identities: Identity[] = [];
  const phone = contact.phone === null ? null : phoneKey(contact.phone);
  const account = contact.waId === null ? null : phoneKey(contact.waId);
  if (phone !== null) identities.push({ kind: "phone", value: phone });
  if (account !== null && account !== phone) identities.push({ kind: "phone", value: account });
  if (contact.bsuid !== null) identities.push({ kind: "bsuid", value: contact.bsuid });
  return identities;
}

/** An identity and whose it is. */
export interface OwnedIdentity extends Identity {
  readonly contactId: Id<"contact">;
}
