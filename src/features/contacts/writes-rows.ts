/** The SQL that writes the rows of new contacts, of one as of a thousand. */
import { jsonParameters, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";

/** A new contact, and the words that it is found by. */
export interface FiledContact {
  readonly row: ContactRow;
  readonly words: readonly string[];
}

type Cell = string | number | null;

/** What callers and people say of a contact. Consent, suppression and the rest begin as the table has them. */
const COLUMNS: readonly (readonly [name: string, cellOf: (contact: FiledContact) => Cell])[] = [
  ["id", ({ row }) => row.id],
  ["phone", ({ row }) => row.phone],
  ["wa_id", ({ row }) => row.waId],
  ["bsuid", ({ row }) => row.bsuid],
  ["username", ({ row }) => row.username],
  ["name", ({ row }) => row.name],
  ["external_id", ({ row }) => row.externalId],
  ["language", ({ row }) => row.language],
  ["timezone", ({ row }) => row.timezone],
  ["fields", ({ row }) => JSON.stringify(row.fields)],
  ["tags", ({ row }) => JSON.stringify(row.tags)],
  ["metadata", ({ row }) => JSON.stringify(row.metadata)],
  ["created_at", ({ row }) => row.createdAt],
  ["updated_at", ({ row }) => row.updatedAt],
  ["profile_named", ({ row }) => (row.profileNamed ? 1 : 0)],
  ["name_words", ({ words }) => JSON.stringify(words)],
];

/**
 * Insert the rows. A column that all of them have alike is bound once, the others travel by place: for each that SQLite looks up in
 * a row it reads the row's text again, which was half of what writing a file's contacts took.
 *
 * @param contacts At least one.
 */
export function insertRows(db: TenantDb, contacts: readonly FiledContact[]): Statement[] {
  const rows = contacts.map((contact) => COLUMNS.map(([, cellOf]) => cellOf(contact)));
  const first = rows[0] ?? [];
  const differs = COLUMNS.map((_, i) => rows.some((cells) => cells[i] !== first[i]));
  const alike = first.filter((_, i) => differs[i] === false);
  const lists = jsonParameters(rows.map((cells) => cells.filter((_, i) => differs[i])));
  return lists.map((list) => statement(db, insertSql(first, differs), list, ...alike));
}

function insertSql(first: readonly Cell[], differs: readonly boolean[]): string {
  let [place, parameter] = [0, 1];
  const sources = differs.map((isOwn, i) => {
    if (isOwn) return `e.value->>${place++}`;
    parameter += 1;
    return typeof first[i] === "number" ? `CAST(?${parameter} AS INTEGER)` : `?${parameter}`;
  });
  return `INSERT INTO contacts (${COLUMNS.map(([name]) => name).join(", ")}, marketing, marketing_by_person, suppressed, blocked)
    SELECT ${sources.join(", ")}, 'unknown', 0, 0, 0 FROM json_each(?1) e`;
}
