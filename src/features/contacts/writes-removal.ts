/** The SQL that takes contacts away. */
import type { Id } from "#core/ids";
import { guard, isGuardBroken, jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import type { OwnedIdentity } from "#features/contacts/identity-rows";
import { guardUnchanged, ownTags, removeTags } from "#features/contacts/writes";
import { removeIdentities } from "#features/contacts/writes-identities";

const MET = "contacts.met";

const NOBODY_MET = `NOT EXISTS (SELECT 1 FROM json_each(?1) e CROSS JOIN conversations v ON v.id = e.value)`;

const NOBODY_NOTED = `NOT EXISTS (SELECT 1 FROM json_each(?1) e CROSS JOIN contact_notes n ON n.contact_id = e.value)`;

const REMOVE_WORDS = `
DELETE FROM contact_words WHERE (word, contact_id) IN (
  SELECT w.value, c.id FROM json_each(?1) e CROSS JOIN contacts c ON c.id = e.value, json_each(coalesce(c.name_words, '[]')) w)`;

const REMOVE = `DELETE FROM contacts WHERE id IN (SELECT value FROM json_each(?1))`;

/**
 * Take contacts away with everything that they are found by. The batch rolls back when one has changed since it was read, has one of
 * the conversations, or has a note.
 *
 * @param of.conversationIds Those that the contacts would have.
 */
export const removeContacts = (
  db: TenantDb,
  rows: readonly ContactRow[],
  of: {
    readonly identities: readonly OwnedIdentity[];
    readonly conversationIds: readonly Id<"conversation">[];
  },
): Statement[] => [
  ...guardUnchanged(db, rows),
  ...jsonParameters(of.conversationIds).map((list) => guard(db, MET, NOBODY_MET, list)),
  ...jsonParameters(rows.map(({ id }) => id)).map((list) => guard(db, MET, NOBODY_NOTED, list)),
  ...removeIdentities(db, of.identities),
  ...removeTags(db, rows.flatMap(ownTags)),
  ...jsonParameters(rows.map(({ id }) => id)).flatMap((list) => [
    statement(db, REMOVE_WORDS, list),
    statement(db, REMOVE, list),
  ]),
];

/** Whether {@link removeContacts} met a contact with a conversation or a note. */
export const isContactMet = (error: unknown): boolean => isGuardBroken(error, MET);
