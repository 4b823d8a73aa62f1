import type { Id } from "#core/ids";
import type { Filter } from "#core/segment/filter";
import { tagDriven } from "#core/segment/tag-driven";
import { statement } from "#db/statement";
import { newBinder, type Binder } from "#db/tenant/binder";
import type { TenantDb } from "#db/tenant/client";
import { compileFilter } from "#db/tenant/compile-filter";

/** Contacts that pass a filter, as far as one look goes. */
export interface Counted {
  readonly count: number;
  /** Whether all contacts were looked at. */
  readonly isExact: boolean;
  /** The newest of them. */
  readonly ids: readonly Id<"contact">[];
}

/**
 * Count who passes a filter among the newest contacts, those of a tag where it demands one. One round trip.
 *
 * @param most How many contacts are looked at, at most.
 */
export async function countPassing(
  db: TenantDb,
  filter: Filter,
  { most, sample }: { readonly most: number; readonly sample: number },
): Promise<Counted> {
  const counting = newBinder();
  const showing = newBinder();
  const [counts, shown] = await db.$client.batch([
    bound(
      db,
      counting,
      `SELECT count(*) AS seen, total(passes) AS passing FROM (${judged(filter, most, counting)})`,
    ),
    bound(
      db,
      showing,
      `SELECT id FROM (${judged(filter, most, showing)}) WHERE passes LIMIT ${showing.bind(sample)}`,
    ),
  ]);
  const [row] = (counts?.results ?? []) as { seen: number; passing: number }[];
  return {
    count: row?.passing ?? 0,
    isExact: (row?.seen ?? 0) <= most,
    ids: ((shown?.results ?? []) as { id: Id<"contact"> }[]).map(({ id }) => id),
  };
}

const bound = (db: TenantDb, { params }: Binder, sql: string) => statement(db, sql, ...params);

/** One more contact than may be looked at, newest first, each with whether it passes. */
function judged(filter: Filter, most: number, { bind, params }: Binder): string {
  const { tag, rest } = tagDriven(filter);
  const { sql, params: values } = compileFilter(rest, params.length + 1);
  for (const value of values) bind(value);
  const limit = `LIMIT ${bind(most + 1)}`;
  const people =
    tag === undefined
      ? `(SELECT * FROM contacts WHERE merged_into IS NULL ORDER BY id DESC ${limit}) c`
      : `(SELECT contact_id FROM contact_tags WHERE tag = ${bind(tag)} ORDER BY contact_id DESC ${limit}) k
        CROSS JOIN contacts c ON c.id = k.contact_id`;
  return `SELECT c.id, (${sql}) AS passes FROM ${people}`;
}
