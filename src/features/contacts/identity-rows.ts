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
}): Identity[] {
  const phones = [contact.phone, contact.waId].flatMap((text) =>
    text === null ? [] : [phoneKey(text)],
  );
  return [
    ...[...new Set(phones)].map((value) => ({ kind: "phone", value }) as const),
    ...(contact.bsuid === null ? [] : [{ kind: "bsuid", value: contact.bsuid } as const]),
  ];
}

/** An identity and whose it is. */
export interface OwnedIdentity extends Identity {
  readonly contactId: Id<"contact">;
}
