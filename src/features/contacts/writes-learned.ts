import { phoneKey } from "#core/contact/phone";
import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { identityKey, type Identity } from "#features/contacts/identity-rows";
import { insertIdentities, removeIdentities } from "#features/contacts/writes-identities";
import { fileNames } from "#features/contacts/writes-names";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

/** What a message of a person taught about a contact that was known before. */
export interface Learned {
  readonly contactId: Id<"contact">;
  /** New values of the contact's columns; only what differs from what is stored. */
  readonly set: Partial<Pick<ContactRow, "phone" | "waId" | "bsuid" | "username" | "name">>;
  /** Identities that now lead to the contact. */
  readonly identities: readonly Identity[];
  /** Identities that lead to the contact no longer. */
  readonly retired?: readonly Identity[];
  /** The contact's phone is somebody else's by now. */
  readonly losesPhone?: boolean;
}

const LEARN = `
UPDATE contacts SET phone = coalesce(l.value->>'phone', CASE WHEN l.value->>'losesPhone' THEN NULL ELSE phone END),
  wa_id = coalesce(l.value->>'waId', CASE WHEN l.value->>'losesPhone' THEN NULL ELSE wa_id END),
  bsuid = coalesce(l.value->>'bsuid', bsuid), username = coalesce(l.value->>'username', username),
  name = CASE WHEN name IS NULL OR profile_named THEN coalesce(l.value->>'name', name) ELSE name END,
  profile_named = profile_named OR (name IS NULL AND l.value->>'name' IS NOT NULL), updated_at = max(updated_at + 1, CAST(?2 AS INTEGER))
FROM json_each(?1) l WHERE contacts.id = l.value->>'id'`;

/** Write what was learned; a name only where the business gave none. At most one entry a contact. Fails like `insertIdentities`. */
export const learnStatements = (
  ctx: ScopedContext,
  learned: readonly Learned[],
  nowMs: number,
): Statement[] => {
  const changed = learned
    .filter(({ set, losesPhone }) => losesPhone === true || Object.keys(set).length > 0)
    .map(({ contactId, set, losesPhone = false }) => ({ id: contactId, losesPhone, ...set }));
  const owned = learned.flatMap(({ contactId, identities }) =>
    identities.map((identity) => ({ ...identity, contactId })),
  );
  const retired = learned.flatMap((one) =>
    (one.retired ?? []).map((identity) => ({ ...identity, contactId: one.contactId })),
  );
  const { db } = ctx;
  return [
    ...jsonParameters(changed).map((list) => statement(db, LEARN, list, nowMs)),
    ...fileNames(
      db,
      learned.flatMap(({ contactId: id, set }) =>
        typeof set.name === "string" ? [{ id, name: set.name, mergedInto: null }] : [],
      ),
    ),
    ...removeIdentities(db, retired),
    ...insertIdentities(ctx, owned, nowMs),
  ];
};

/** A contact and Meta's id of the account that a message to them reached, digits. */
export type AccountPair = readonly [contactId: Id<"contact">, waId: string];

const LEARN_ACCOUNTS = `
UPDATE contacts SET wa_id = l.value->>1, updated_at = max(updated_at + 1, CAST(?2 AS INTEGER))
FROM json_each(?1) l WHERE contacts.id = l.value->>0 AND contacts.wa_id IS NOT l.value->>1 AND contacts.merged_into IS NULL`;

const FIND_BY_ACCOUNTS = `
INSERT INTO identities (value, kind, contact_id, created_at, key_hash)
SELECT l.value->>2, 'phone', coalesce(c.merged_into, c.id), CAST(?2 AS INTEGER), l.value->>3
FROM json_each(?1) l CROSS JOIN contacts c ON c.id = l.value->>0 WHERE true
ON CONFLICT DO NOTHING`;

/** Write the ids of accounts that answers told. What is known already writes no row. */
export const learnAccountStatements = (
  ctx: ScopedContext,
  pairs: readonly AccountPair[],
  nowMs: number,
): Statement[] =>
  jsonParameters(
    pairs.map(([contactId, waId]) => {
      const value = phoneKey(waId);
      return [contactId, waId, value, identityHash(ctx, identityKey({ kind: "phone", value }))];
    }),
  ).flatMap((list) => [
    statement(ctx.db, LEARN_ACCOUNTS, list, nowMs),
    statement(ctx.db, FIND_BY_ACCOUNTS, list, nowMs),
  ]);
