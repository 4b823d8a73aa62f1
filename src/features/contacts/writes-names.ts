/** The SQL that files contacts under the words of their names. */
import { nameWords } from "#core/contact/name-words";
import type { Id } from "#core/ids";
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";

/** A contact whose name has been written, and the name. */
export type NamedContact = Pick<ContactRow, "id" | "name" | "mergedInto">;

const INSERT = `
INSERT INTO contact_words (word, contact_id)
SELECT w.value->>0, c.value FROM json_each(?1) w, json_each(w.value, '$[1]') c WHERE true ON CONFLICT DO NOTHING`;

/**
 * File contacts that are new: one row for each word. The words themselves stand in the contacts' rows. They go word by word, because
 * names share them.
 */
export function insertWords(
  db: TenantDb,
  rows: readonly (readonly [id: Id<"contact">, words: readonly string[]])[],
): Statement[] {
  const byWord = new Map<string, Id<"contact">[]>();
  for (const [id, words] of rows)
    for (const word of words) {
      const ids = byWord.get(word);
      if (ids === undefined) byWord.set(word, [id]);
      else ids.push(id);
    }
  return jsonParameters([...byWord]).map((list) => statement(db, INSERT, list));
}

/** Contacts that still have the name that is filed, as a table `e` beside `c`. */
const NAMED = `json_each(?1) e CROSS JOIN contacts c ON c.id = e.value->>'id' AND c.name IS e.value->>'name'`;

const REMOVE_OLD = `
DELETE FROM contact_words WHERE (word, contact_id) IN (
  SELECT w.value, c.id FROM ${NAMED}, json_each(coalesce(c.name_words, '[]')) w
  WHERE w.value NOT IN (SELECT n.value FROM json_each(e.value, '$.words') n))`;

const INSERT_NEW = `
INSERT INTO contact_words (word, contact_id)
SELECT w.value, c.id FROM ${NAMED}, json_each(e.value, '$.words') w WHERE true ON CONFLICT DO NOTHING`;

const KEEP = `
UPDATE contacts SET name_words = e.value->>'words' FROM json_each(?1) e
WHERE contacts.id = e.value->>'id' AND contacts.name IS e.value->>'name' AND contacts.name_words IS NOT e.value->>'words'`;

/**
 * File contacts under their names, behind the statement that wrote these: rows only for words that are new or gone. A merged
 * contact is filed under none. Whoever has another name by then is left alone.
 */
export const fileNames = (db: TenantDb, named: readonly NamedContact[]): Statement[] =>
  jsonParameters(
    named.map(({ id, name, mergedInto }) => ({
      id,
      name,
      words: mergedInto === null ? nameWords(name) : [],
    })),
  ).flatMap((list) => [
    statement(db, REMOVE_OLD, list),
    statement(db, INSERT_NEW, list),
    statement(db, KEEP, list),
  ]);
