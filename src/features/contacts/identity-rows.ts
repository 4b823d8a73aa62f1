import { phoneKey } from "#core/contact/phone";
import type { IdentityKind } from "#core/contact/states";
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** What a contact is found by. A phone's value is its canonical key, never the number itself. */
export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** One text for an identity, as `contactsByIdentity` keys its answer. */
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

const INSERT = `
INSERT INTO identities (value, kind, contact_id, created_at)
SELECT e.value->>'value', e.value->>'kind', e.value->>'contactId', CAST(?2 AS INTEGER) FROM json_each(?1) e`;

/** Add identities of any number of contacts. The batch fails (`identities.value` not unique) when one belongs to somebody. */
export const insertIdentities = (
  db: TenantDb,
  owned: readonly OwnedIdentity[],
  nowMs: number,
): Statement[] => (owned.length === 0 ? [] : [statement(db, INSERT, JSON.stringify(owned), nowMs)]);

/** Add identities to one contact, e.g. a user id learned from a webhook. Fails like {@link insertIdentities}. */
export const identityStatements = (
  db: TenantDb,
  contactId: Id<"contact">,
  identities: readonly Identity[],
  nowMs: number,
): Statement[] =>
  insertIdentities(
    db,
    identities.map((identity) => ({ ...identity, contactId })),
    nowMs,
  );

const REMOVE = `
DELETE FROM identities WHERE (value, kind, contact_id) IN (
  SELECT e.value->>'value', e.value->>'kind', e.value->>'contactId' FROM json_each(?1) e)`;

/** Take identities from their contacts; one that belongs to another contact stays. */
export const removeIdentities = (db: TenantDb, owned: readonly OwnedIdentity[]): Statement[] =>
  owned.length === 0 ? [] : [statement(db, REMOVE, JSON.stringify(owned))];
