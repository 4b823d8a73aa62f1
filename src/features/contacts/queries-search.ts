import { and, inArray, isNotNull, isNull } from "drizzle-orm";

import type { ContactSearch } from "#core/contact/search";
import type { Id } from "#core/ids";
import type { Filter } from "#core/segment/filter";
import { jsonList } from "#db/json-list";
import { statement } from "#db/statement";
import { newBinder, type Binder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { compileFilter } from "#db/tenant/compile-filter";
import type { ContactRow } from "#db/tenant/find-contact";
import { contacts, numbers } from "#db/tenant/schema";

/** Finds that one page looks at, at most, when not each of them is shown. */
const SCANNED_MAX = 400;
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
  readonly ids: readonly Id<"contact">[];
  readonly next: FoundPosition | null;
}

/**
 * Who is looked for, in the order of what was found of them: words by the alphabet, phone numbers by their digits. A contact
 * with several finds stands at the first. Finds are taken by an index and judged afterwards, so that a page reads no more rows
 * of a large workspace than of a small one.
 */
export async function pageOfFound(db: TenantDb, ask: ContactSearchAsk): Promise<FoundPage> {
  const isPicky =
    ask.tag !== undefined ||
    ask.filter !== undefined ||
    ask.updatedAfterMs !== undefined ||
    (ask.search.kind === "name" && ask.search.words.length > 1);
  const scanned = isPicky ? SCANNED_MAX : ask.limit + 1;
  const binder = newBinder();
  const ways = waysOf(ask.search, binder);
  const query = `WITH hits AS MATERIALIZED (${hitsSql(ways, ask.after, { scanned, binder })})
SELECT h.way, h.key, h.id, ${conditions(ask, ways, binder).join(" AND ")} AS shown
FROM hits h CROSS JOIN contacts c ON c.id = h.id ORDER BY h.way, h.key, h.id`;
  const { results } = await statement(db, query, ...binder.params).all<Hit>();
  const shown = results.filter((hit) => hit.shown === 1);
  const last = shown.length > ask.limit ? shown[ask.limit - 1] : results[scanned - 1];
  return {
    ids: shown.slice(0, ask.limit).map(({ id }) => id),
    next: last === undefined ? null : [last.way, last.key, last.id],
  };
}

interface Hit {
  readonly way: number;
  readonly key: string;
  readonly id: Id<"contact">;
  readonly shown: 0 | 1;
}

/** A way to find contacts: a range of an index, in its order. */
interface Way {
  /** Where the finds are: a table `o` with the columns `key` and `contact_id`. */
  readonly table: string;
  /** Which of them are meant, as a condition on `key` of the table that is named. */
  readonly meant: (key: string) => string;
}

function waysOf(search: ContactSearch, binder: Binder): readonly Way[] {
  const { bind } = binder;
  const between = (from: string, to: string) => {
    const [low, high] = [bind(from), bind(to)];
    return (key: string) => `${key} >= ${low} AND ${key} < ${high}`;
  };
  if (search.kind === "name") {
    const first = rarest(search.words);
    return [{ table: "contact_words", meant: between(first, `${first}${LAST}`) }];
  }
  const beginnings = search.beginnings.map((digits) => ({
    table: "identities",
    meant: between(digits, `${digits}:`),
  }));
  if (search.ending === null) return beginnings;
  const [end, four] = [bind(search.ending), bind(search.ending.slice(-4))];
  const endsSo = (key: string) =>
    `substr(${key}, -4) = ${four} AND substr(${key}, -length(${end})) = ${end}`;
  return [{ table: "identities", meant: endsSo }, ...beginnings];
}

/** The longest beginning is likely to have the fewest finds. */
const rarest = (words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length)[0] ?? "";

const othersOf = (words: readonly string[]): readonly string[] =>
  words.filter((word) => word !== rarest(words));

const keyOf = ({ table }: Way): string => (table === "identities" ? "value" : "word");

/** The first finds behind a place. A condition on the kind must be spelt as in the index of endings. */
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
    const kind = way.table === "identities" ? "AND kind = 'phone'" : "";
    return `SELECT * FROM (SELECT ${i} way, ${key} key, contact_id id FROM ${way.table}
      WHERE ${way.meant(key)} ${kind} ${behind} ORDER BY ${key}, contact_id LIMIT ${limit})`;
  });
  return `SELECT way, key, id FROM (${parts.join(" UNION ALL ")}) ORDER BY way, key, id LIMIT ${limit}`;
}

/** When a find of a contact is shown. */
function conditions(
  { search, tag, filter, updatedAfterMs }: ContactSearchAsk,
  ways: readonly Way[],
  binder: Binder,
): readonly string[] {
  const { bind } = binder;
  return [
    "c.merged_into IS NULL",
    `NOT EXISTS (SELECT 1 FROM ${search.kind === "name" ? "json_each(c.name_words) o WHERE" : "identities o WHERE o.contact_id = c.id AND o.kind = 'phone' AND"}
      CASE h.way ${ways.map((_, i) => `WHEN ${i} THEN ${earlier(ways, i)}`).join(" ")} END)`,
    ...(search.kind === "name" ? othersOf(search.words).map((word) => hasWord(word, bind)) : []),
    ...(tag === undefined
      ? []
      : [
          `EXISTS (SELECT 1 FROM contact_tags t WHERE t.tag = ${bind(tag)} AND t.contact_id = c.id)`,
        ]),
    ...(filter === undefined ? [] : [passes(filter, binder)]),
    ...(updatedAfterMs === undefined ? [] : [`c.updated_at > ${bind(updatedAfterMs)}`]),
  ];
}

function passes(filter: Filter, { bind, params }: Binder): string {
  const compiled = compileFilter(filter, params.length + 1);
  for (const value of compiled.params) bind(value);
  return `(${compiled.sql})`;
}

/** Whether a value of the contact's is found before the one at hand. */
const earlier = (ways: readonly Way[], at: number): string =>
  ways
    .slice(0, at + 1)
    .map((way, i) => `(${way.meant("o.value")}${i === at ? " AND o.value < h.key" : ""})`)
    .join(" OR ");

const hasWord = (word: string, bind: Binder["bind"]): string =>
  `EXISTS (SELECT 1 FROM json_each(c.name_words) w WHERE w.value >= ${bind(word)} AND w.value < ${bind(`${word}${LAST}`)})`;

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
