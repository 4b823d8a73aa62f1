import { nameWords } from "#core/contact/name-words";
import { foldTag } from "#core/contact/tag";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import { identitiesOf, identityKey, type OwnedIdentity } from "#features/contacts/identity-rows";
import {
  insertIdentities,
  insertNewIdentities,
  removeIdentities,
} from "#features/contacts/writes-identities";
import { fileNames, insertWords } from "#features/contacts/writes-names";
import { insertRows } from "#features/contacts/writes-rows";
import type { ScopedContext } from "#platform/context";

/** A contact before and after a call. */
export interface ContactChange {
  readonly before: ContactRow;
  readonly after: ContactRow;
}

/**
 * Insert contacts with their identities and tags: few statements, however many contacts. The batch fails
 * (`isIdentityConflict`, or `contacts.external_id` not unique) when one of them is somebody's. Consent is the ledger's to set.
 *
 * @param further Identities of these contacts beyond the rows' own, e.g. parent ids.
 */
export const insertContacts = (
  ctx: ScopedContext,
  rows: readonly ContactRow[],
  further: readonly OwnedIdentity[] = [],
): Statement[] => {
  const [first] = rows;
  if (first === undefined) return [];
  const { db } = ctx;
  const filed = rows.map((row) => ({ row, words: nameWords(row.name) }));
  return [
    ...insertRows(db, filed),
    ...insertNewIdentities(ctx, [...rows.flatMap(ownIdentities), ...further], first.createdAt),
    ...insertTags(db, rows.flatMap(ownTags)),
    ...insertWords(
      db,
      filed.map(({ row, words }) => [row.id, words]),
    ),
  ];
};

const UPDATE = `
UPDATE contacts SET phone = e.value->>'phone', wa_id = e.value->>'waId', bsuid = e.value->>'bsuid',
  name = e.value->>'name', external_id = e.value->>'externalId', language = e.value->>'language',
  timezone = e.value->>'timezone', fields = e.value->>'fields', tags = e.value->>'tags', metadata = e.value->>'metadata',
  updated_at = e.value->>'updatedAt', profile_named = profile_named AND name IS e.value->>'name'
FROM json_each(?1) e WHERE contacts.id = e.value->>'id'`;

const CHANGE_GUARD = "contacts.updated_at";

const UNCHANGED = `NOT EXISTS (SELECT 1 FROM json_each(?1) e LEFT JOIN contacts c ON c.id = e.value->>0
  WHERE c.updated_at IS NOT e.value->>1)`;

/** Let the batch through only while the contacts are as they were read (`isContactChanged`). */
export const guardUnchanged = (db: TenantDb, rows: readonly ContactRow[]): Statement[] =>
  jsonParameters(rows.map(({ id, updatedAt }) => [id, updatedAt])).map((list) =>
    guard(db, CHANGE_GUARD, UNCHANGED, list),
  );

/**
 * Write what callers may set. The batch rolls back (`isContactChanged`) when a contact has changed since `before` was read, and
 * like {@link insertContacts} when an identity is somebody's.
 */
export const updateContacts = (
  ctx: ScopedContext,
  changes: readonly ContactChange[],
): Statement[] => {
  const [first] = changes;
  if (first === undefined) return [];
  const { db } = ctx;
  const rows = changes.map(({ after }) => after);
  const identities = differences(changes, ownIdentities, identityKey);
  const tags = differences(changes, ownTags, ({ tag }) => tag);
  return [
    ...guardUnchanged(
      db,
      changes.map(({ before }) => before),
    ),
    ...jsonParameters(rows).map((list) => statement(db, UPDATE, list)),
    ...removeIdentities(db, identities.removed),
    ...insertIdentities(ctx, identities.added, first.after.updatedAt),
    ...removeTags(db, tags.removed),
    ...insertTags(db, tags.added),
    ...fileNames(db, renamed(changes)),
  ];
};

/** The contacts whose name a change writes. */
export const renamed = (changes: readonly ContactChange[]): readonly ContactRow[] =>
  changes.flatMap(({ before, after }) => (before.name === after.name ? [] : [after]));

/** Whether {@link updateContacts} met a contact that another writer had changed. */
export const isContactChanged = (error: unknown): boolean => isGuardBroken(error, CHANGE_GUARD);

/** A tag, folded, and whose it is. */
export interface OwnedTag {
  readonly tag: string;
  readonly contactId: Id<"contact">;
}

const ownIdentities = (row: ContactRow): OwnedIdentity[] =>
  identitiesOf(row).map((identity) => ({ ...identity, contactId: row.id }));

/** What a contact is found by beside its identities. */
export const ownTags = (row: ContactRow): OwnedTag[] =>
  row.tags.map((tag) => ({ tag: foldTag(tag), contactId: row.id }));

const INSERT_TAGS = `
INSERT INTO contact_tags (tag, contact_id) SELECT e.value->>'tag', e.value->>'contactId'
FROM json_each(?1) e WHERE true ON CONFLICT DO NOTHING`;

/** Let contacts be found by tags. */
export const insertTags = (db: TenantDb, tags: readonly OwnedTag[]): Statement[] =>
  jsonParameters(tags).map((list) => statement(db, INSERT_TAGS, list));

const REMOVE_TAGS = `
DELETE FROM contact_tags WHERE (tag, contact_id) IN (
  SELECT e.value->>'tag', e.value->>'contactId' FROM json_each(?1) e)`;

/** Let contacts be found by tags no longer. */
export const removeTags = (db: TenantDb, tags: readonly OwnedTag[]): Statement[] =>
  jsonParameters(tags).map((list) => statement(db, REMOVE_TAGS, list));

/** What each contact has lost and won, as rows of a side table. */
function differences<T>(
  changes: readonly ContactChange[],
  rowsOf: (row: ContactRow) => readonly T[],
  keyOf: (item: T) => string,
): { readonly removed: T[]; readonly added: T[] } {
  const removed: T[] = [];
  const added: T[] = [];
  for (const { before, after } of changes) {
    const old = rowsOf(before);
    const now = rowsOf(after);
    const oldKeys = new Set(old.map(keyOf));
    const nowKeys = new Set(now.map(keyOf));
    removed.push(...old.filter((item) => !nowKeys.has(keyOf(item))));
    added.push(...now.filter((item) => !oldKeys.has(keyOf(item))));
  }
  return { removed, added };
}
