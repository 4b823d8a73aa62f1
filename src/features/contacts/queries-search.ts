import { and, getTableColumns, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";

import type { ContactSearch } from "#core/contact/search";
import type { Id } from "#core/ids";
import type { Filter } from "#core/segment/filter";
import { jsonList } from "#db/json-list";
import { newBinder, type Binder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { compileFilter } from "#db/tenant/compile-filter";
import type { ContactRow } from "#db/tenant/find-contact";
import { contacts, numbers } from "#db/tenant/schema";
import { embedded, rowsForPage } from "#features/contacts/queries-page";

/** Sorts behind every text that begins with what stands before it. */
const LAST = "\u{10FFFF}";

/** A place among the finds: by which way, what was found, and whose it is. */
export type FoundPosition = readonly [way: number, key: string, contactId: Id<"contact">];

export interface ContactSearchAsk {
  readonly search: ContactSearch;
  /** Folded. */
  readonly tag?: string | undefined;
  readonly filter?: Filter | undefined;
  readonly updatedAfterMs?: number | undefined;
  readonly after: FoundPosition | null;
  readonly limit: number;
}

/** The contacts of a page in its order, and where the next one begins: null when nothing is left. */
export interface FoundPage {
  readonly rows: readonly ContactRow[];
  readonly next: FoundPosition | null;
  readonly numberIds: readonly Id<"number">[];
}

/**
 * Who is looked for, in the order of what was found of them: words by the alphabet, phone numbers by their digits. A contact
 * with several finds stands at the first. Finds are taken by an index and judged afterwards, so that a page reads no more rows
 * of a large workspace than of a small one; of a search that few finds pass it looks at a stretch, and may be short.
 */
export async function pageOfFound(db: TenantDb, ask: ContactSearchAsk): Promise<FoundPage> {
  const binder = newBinder();
  const ways = waysOf(ask.search, binder);
  const condition = ask.filter === undefined ? undefined : compiled(ask.filter, binder);
  const passes = conditions(ask, condition?.sql, binder).join(" AND ");
  const scanned = scanSize(ask, condition?.lookups ?? 0);
  const hits = hitsSql(ways, ask.after, { scanned, binder });
  const inSql = (text: string) => embedded({ sql: text, params: binder.params });
  const c = alias(contacts, "c");
  // No two columns share a name: a batch answers objects.
  const found = db
    .select({
      ...getTableColumns(c),
      way: sql<number>`h.way`.as("found_way"),
      key: sql<string>`h.key`.as("found_key"),
      passes: sql<0 | 1>`(${inSql(passes)})`.as("passes"),
      phones: sql<string | null>`${inSql(PHONES[ask.search.kind])}`.as("phones"),
    })
    .from(sql`(${inSql(hits)}) h`)
    .crossJoin(c)
    .where(sql`c.id = h.id`);
  const [finds, numberRows] = await db.batch([found, db.select({ id: numbers.id }).from(numbers)]);
  const shown = finds.filter((find) => find.passes === 1 && isShown(find, ask.search, ways));
  const last = shown.length > ask.limit ? shown[ask.limit - 1] : finds[scanned - 1];
  return {
    rows: shown.slice(0, ask.limit),
    next: last === undefined ? null : [last.way, last.key, last.id],
    numberIds: numberRows.map(({ id }) => id),
  };
}

/** How many finds are looked at: one more than are shown, or as many as may be read when not each of them is shown. */
function scanSize(
  { search, tag, filter, updatedAfterMs, limit }: ContactSearchAsk,
  lookups: number,
): number {
  // A find and its contact, and beside these the contact's phone numbers, its tag, and what the filter looks up.
  const each = 2 + (search.kind === "phone" ? 2 : 0) + (tag === undefined ? 0 : 1) + lookups;
  const most = rowsForPage(limit, each);
  const isPicky =
    tag !== undefined ||
    filter !== undefined ||
    updatedAfterMs !== undefined ||
    (search.kind === "name" && search.words.length > 1);
  return isPicky ? most : Math.min(most, limit + 1);
}

/** A way to find contacts: a range of an index, in its order. */
interface Way {
  readonly table: "contact_words" | "identities";
  /** Which of its rows are meant, as a condition. */
  readonly meant: string;
  /** The same of one value. */
  readonly isMeant: (value: string) => boolean;
}

function waysOf(search: ContactSearch, { bind }: Binder): readonly Way[] {
  if (search.kind === "name") {
    const first = rarest(search.words);
    return [
      {
        table: "contact_words",
        meant: `word >= ${bind(first)} AND word < ${bind(`${first}${LAST}`)}`,
        isMeant: (word) => word.startsWith(first),
      },
    ];
  }
  const beginnings = search.beginnings.map((digits): Way => ({
    table: "identities",
    meant: `value >= ${bind(digits)} AND value < ${bind(`${digits}:`)}`,
    isMeant: (value) => value.startsWith(digits),
  }));
  const { ending } = search;
  if (ending === null) return beginnings;
  const [end, four] = [bind(ending), bind(ending.slice(-4))];
  return [
    {
      table: "identities",
      meant: `substr(value, -4) = ${four} AND substr(value, -length(${end})) = ${end}`,
      isMeant: (value) => value.endsWith(ending),
    },
    ...beginnings,
  ];
}

/** The longest beginning is likely to have the fewest finds. */
const rarest = (words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length)[0] ?? "";

const keyOf = ({ table }: Way): string => (table === "identities" ? "value" : "word");

/**
 * The first finds behind a place. SQLite goes through the parts in turn, each in the order of its index, and stops at the limit: to
 * sort them would read them all. A condition on the kind must be spelt as in the index of endings.
 */
function hitsSql(
  ways: readonly Way[],
  after: FoundPosition | null,
  { scanned, binder }: { readonly scanned: number; readonly binder: Binder },
): string {
  const { bind } = binder;
  const limit = bind(scanned);
  const parts = ways.flatMap((way, i) => {
    if (after !== null && i < after[0]) return [];
    const key = keyOf(way);
    const behind =
      after !== null && i === after[0]
        ? `AND (${key}, contact_id) > (${bind(after[1])}, ${bind(after[2])})`
        : "";
    // A number is one contact's. To order by more than the index does would sort all that are meant.
    const order = way.table === "identities" ? key : `${key}, contact_id`;
    const kind = way.table === "identities" ? "AND kind = 'phone'" : "";
    return `SELECT * FROM (SELECT ${i} way, ${key} key, contact_id id FROM ${way.table}
      WHERE ${way.meant} ${kind} ${behind} ORDER BY ${order} LIMIT ${limit})`;
  });
  return parts.length === 1 ? (parts[0] ?? "") : `${parts.join(" UNION ALL ")} LIMIT ${limit}`;
}

/** What of a contact's numbers may have been found before. Its words stand in its row. */
const PHONES: Readonly<Record<ContactSearch["kind"], string>> = {
  name: "NULL",
  phone:
    "(SELECT json_group_array(o.value) FROM identities o WHERE o.contact_id = c.id AND o.kind = 'phone')",
};

/** What must be true of a find's contact, as far as the database judges it. */
function conditions(
  { tag, updatedAfterMs }: ContactSearchAsk,
  condition: string | undefined,
  { bind }: Binder,
): readonly string[] {
  return [
    "c.merged_into IS NULL",
    ...(tag === undefined
      ? []
      : [
          `EXISTS (SELECT 1 FROM contact_tags t WHERE t.tag = ${bind(tag)} AND t.contact_id = c.id)`,
        ]),
    ...(condition === undefined ? [] : [`(${condition})`]),
    ...(updatedAfterMs === undefined ? [] : [`c.updated_at > ${bind(updatedAfterMs)}`]),
  ];
}

function compiled(filter: Filter, { bind, params }: Binder) {
  const condition = compileFilter(filter, params.length + 1);
  for (const value of condition.params) bind(value);
  return condition;
}

interface Find {
  readonly way: number;
  readonly key: string;
  readonly nameWords: readonly string[] | null;
  /** A JSON list of phone keys; null where nobody asked for them. */
  readonly phones: string | null;
}

/** Whether a find is the first of its contact, and all that was typed is found of it. */
function isShown(
  { way, key, nameWords, phones }: Find,
  search: ContactSearch,
  ways: readonly Way[],
): boolean {
  // Safe: the database has just made a list of texts of it.
  const values = phones === null ? (nameWords ?? []) : (JSON.parse(phones) as readonly string[]);
  const isFoundBefore = values.some((value) =>
    ways
      .slice(0, way + 1)
      .some((each, i) => each.isMeant(value) && (i < way || sortsBefore(value, key))),
  );
  if (isFoundBefore) return false;
  return (
    search.kind === "phone" ||
    search.words.every((word) => values.some((value) => value.startsWith(word)))
  );
}

/** The order of SQLite, which is that of code points: UTF-16 has letters beyond its units before some within them. */
function sortsBefore(a: string, b: string): boolean {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((letter, i) => letter !== right[i]);
  if (at < 0) return left.length < right.length;
  return (left[at]?.codePointAt(0) ?? 0) < (right[at]?.codePointAt(0) ?? -1);
}

/** Contacts by their ids, in the order of these, a page of them; and the workspace's numbers. One round trip. */
export async function readInOrder(
  db: TenantDb,
  ids: readonly Id<"contact">[],
): Promise<{ readonly rows: readonly ContactRow[]; readonly numberIds: readonly Id<"number">[] }> {
  const [found, numberRows] = await db.batch([
    db
      .select()
      .from(contacts)
      .where(inArray(contacts.id, jsonList(ids))),
    db.select({ id: numbers.id }).from(numbers),
  ]);
  const byId = new Map(found.map((row) => [row.id, row]));
  return {
    rows: ids.flatMap((id) => byId.get(id) ?? []),
    numberIds: numberRows.map(({ id }) => id),
  };
}

/** Contacts whose names nobody has filed yet: those of before there was a search. */
export const findUnfiled = (
  db: TenantDb,
  limit: number,
): Promise<Pick<ContactRow, "id" | "name" | "mergedInto">[]> =>
  db
    .select({ id: contacts.id, name: contacts.name, mergedInto: contacts.mergedInto })
    .from(contacts)
    .where(and(isNotNull(contacts.name), isNull(contacts.nameWords)))
    .limit(limit)
    .all();
