import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNull,
  lt,
  sql,
  type SQL,
} from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";

import { phoneKey } from "#core/contact/phone";
import type { Id } from "#core/ids";
import type { FilterKeys } from "#core/segment/key-driven";
import type { TenantDb } from "#db/tenant/client";
import type { CompiledFilter } from "#db/tenant/compile-filter";
import type { ContactRow } from "#db/tenant/find-contact";
import { contacts, contactTags, numbers } from "#db/tenant/schema";

/**
 * Rows that a page may read beside those that it shows twice: with their last messages and numbers it stays below three for each
 * contact that it could show and {@link SPARE} in all.
 */
const SPARE = 50;
/** Of those: for the numbers and the page's own ends. */
const SELDOM = 8;
/** However much a condition looks up for each contact, a page gets on by so many. */
const SCANNED_MIN = 10;

export interface ContactPageAsk {
  /** Folded. */
  readonly tag?: string | undefined;
  readonly updatedAfterMs?: number | undefined;
  readonly condition?: CompiledFilter | undefined;
  /** What only the contacts meant have: they are found by it. */
  readonly keys?: FilterKeys | undefined;
  /** Id of the last contact that was shown or looked at. */
  readonly beforeId: Id<"contact"> | null;
  readonly limit: number;
}

export interface ContactPage {
  readonly rows: readonly ContactRow[];
  /** Where the next page begins; null when nothing is left. */
  readonly next: Id<"contact"> | null;
  readonly numberIds: readonly Id<"number">[];
}

/**
 * One page, newest first, in one round trip. It reads no more rows in a large workspace than in a small one: of a condition that few
 * contacts meet it looks at a stretch, so the page may be short, and the next goes on where it stopped.
 */
export async function pageOfContacts(db: TenantDb, ask: ContactPageAsk): Promise<ContactPage> {
  const size = scanSize(ask);
  const [looked, numberRows] = await db.batch([
    lookedAt(db, ask, size),
    db.select({ id: numbers.id }).from(numbers),
  ]);
  const passing = looked.filter(({ passes }) => passes === 1);
  const rows = passing.slice(0, ask.limit);
  const last = passing.length > ask.limit ? rows.at(-1) : looked[size - 1];
  return { rows, next: last?.id ?? null, numberIds: numberRows.map(({ id }) => id) };
}

/** How many contacts are looked at: one more than are shown, or as many as may be read for a condition. */
function scanSize({ limit, tag, keys, condition, updatedAfterMs }: ContactPageAsk): number {
  if (condition === undefined && updatedAfterMs === undefined) return limit + 1;
  const each = (tag === undefined && keys === undefined ? 1 : 2) + (condition?.lookups ?? 0);
  return Math.max(SCANNED_MIN, Math.floor((limit + SPARE - SELDOM) / each));
}

/**
 * How many finds a page may look at when each reads so many rows, its contact included: shown or not, they are read once, and of those
 * that are shown the last messages beside.
 */
export const rowsForPage = (limit: number, each: number): number =>
  Math.max(SCANNED_MIN, Math.floor((2 * limit + SPARE - SELDOM) / each));

/** The next contacts that may be meant, each with whether it is. */
function lookedAt(db: TenantDb, ask: ContactPageAsk, size: number) {
  const c = alias(contacts, "c");
  const { beforeId, tag, keys, condition, updatedAfterMs } = ask;
  const passes = and(
    sql`1`,
    updatedAfterMs === undefined ? undefined : gt(c.updatedAt, updatedAfterMs),
    condition === undefined ? undefined : embedded(condition),
  );
  const row = { ...getTableColumns(c), passes: sql<0 | 1>`(${passes})` };
  if (tag === undefined)
    return db
      .select(row)
      .from(c)
      .where(
        and(
          isNull(c.mergedInto),
          beforeId === null ? undefined : lt(c.id, beforeId),
          keys === undefined ? undefined : inArray(c.id, keyedIds(keys)),
        ),
      )
      .orderBy(desc(c.id))
      .limit(size);
  // The order of a cross join stays: first the tag's contacts, then each of them by its key. No two columns share a name.
  const tagged = taggedIds(db, tag, { beforeId, size });
  return db
    .select(row)
    .from(tagged)
    .crossJoin(c)
    .where(eq(c.id, tagged.ofTag))
    .orderBy(desc(tagged.ofTag));
}

/** The next contacts of a tag, in which no merged one is. */
const taggedIds = (
  db: TenantDb,
  tag: string,
  { beforeId, size }: { readonly beforeId: Id<"contact"> | null; readonly size: number },
) =>
  db
    .select({ ofTag: sql<Id<"contact">>`${contactTags.contactId}`.as("of_tag") })
    .from(contactTags)
    .where(
      and(
        eq(contactTags.tag, tag),
        beforeId === null ? undefined : lt(contactTags.contactId, beforeId),
      ),
    )
    .orderBy(desc(contactTags.contactId))
    .limit(size)
    .as("tagged");

/** Whoever has one of the phone numbers, or the external id: found by an index. */
const keyedIds = ({ phones, externalId }: FilterKeys): SQL =>
  phones !== undefined
    ? sql`(SELECT i.contact_id FROM json_each(${JSON.stringify(phones.map(phoneKey))}) k
        CROSS JOIN identities i ON i.value = k.value AND i.kind = 'phone')`
    : sql`(SELECT x.id FROM contacts x WHERE x.external_id = ${externalId})`;

/** A compiled condition inside a drizzle query, which numbers parameters itself. */
export function embedded({
  sql: text,
  params,
}: {
  readonly sql: string;
  readonly params: readonly (string | number | null)[];
}): SQL {
  const pieces = text.split(/\?(\d+)/);
  // Every other piece is the number of a parameter, from 1.
  return sql.join(
    pieces.map((piece, i) =>
      i % 2 === 0 ? sql.raw(piece) : sql`${params[Number(piece) - 1] ?? null}`,
    ),
  );
}
