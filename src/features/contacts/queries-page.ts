import { and, count, desc, eq, gt, isNull, lt, sql, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";

import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import type { CompiledFilter } from "#db/tenant/compile-filter";
import type { ContactRow } from "#db/tenant/find-contact";
import { contacts, contactTags, numbers } from "#db/tenant/schema";

/** Most contacts that one page looks at. A page of a rare condition is short, and the next goes on where it stopped. */
const SCANNED_MAX = 1_000;

export interface ContactPageAsk {
  /** Folded. */
  readonly tag?: string | undefined;
  readonly updatedAfterMs?: number | undefined;
  readonly condition?: CompiledFilter | undefined;
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
 * One page, newest first. It reads no more rows in a large workspace than in a small one. A condition that most contacts meet is
 * answered by a short look, in one round trip; behind it come at most `SCANNED_MAX` contacts, in a second one.
 */
export async function pageOfContacts(db: TenantDb, ask: ContactPageAsk): Promise<ContactPage> {
  const isPicky = ask.updatedAfterMs !== undefined || ask.condition !== undefined;
  const full = ask.limit + 1;
  const look = isPicky ? LOOKS * full : full;
  const [near, numberRows] = await db.batch([
    rowsAmong(db, ask, candidateIds(db, ask, look)),
    db.select({ id: numbers.id }).from(numbers),
  ]);
  const numberIds = numberRows.map(({ id }) => id);
  if (!isPicky || near.length === full) return { ...shownOf(near, ask.limit, null), numberIds };
  const candidates = candidateIds(db, ask, SCANNED_MAX);
  const [rows, ends] = await db.batch([
    rowsAmong(db, ask, candidates),
    db
      .select({ last: sql<Id<"contact"> | null>`min(${candidates.id})`, seen: count() })
      .from(candidates),
  ]);
  return { ...shownOf(rows, ask.limit, whereScanEnded(ends[0])), numberIds };
}

/** Pages that the short look is wide. */
const LOOKS = 2;

/** The rows of a page, of one more than it shows; `ended`: where the look ended when not all was looked at. */
const shownOf = (
  rows: readonly ContactRow[],
  limit: number,
  ended: Id<"contact"> | null,
): Pick<ContactPage, "rows" | "next"> => {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : ended };
};

/** Up to one more than a page of those candidates that are meant. */
function rowsAmong(db: TenantDb, ask: ContactPageAsk, candidates: ReturnType<typeof candidateIds>) {
  const c = alias(contacts, "c");
  return db
    .select()
    .from(c)
    .where(
      and(
        sql`${c.id} IN (SELECT id FROM ${candidates})`,
        ask.updatedAfterMs === undefined ? undefined : gt(c.updatedAt, ask.updatedAfterMs),
        ask.condition === undefined ? undefined : embedded(ask.condition),
      ),
    )
    .orderBy(desc(c.id))
    .limit(ask.limit + 1);
}

/** The last candidate that was looked at when there may be more of them; null when all were. */
const whereScanEnded = (
  end: { readonly last: Id<"contact"> | null; readonly seen: number } | undefined,
): Id<"contact"> | null => (end?.seen === SCANNED_MAX ? end.last : null);

/** The ids that a page may look at: a run of the primary key, or of one tag's index, in which no merged contact is. */
function candidateIds(db: TenantDb, ask: ContactPageAsk, limit: number) {
  const { tag, beforeId } = ask;
  if (tag === undefined)
    return db
      .select({ id: contacts.id })
      .from(contacts)
      .where(
        and(isNull(contacts.mergedInto), beforeId === null ? undefined : lt(contacts.id, beforeId)),
      )
      .orderBy(desc(contacts.id))
      .limit(limit)
      .as("candidates");
  return db
    .select({ id: sql<Id<"contact">>`${contactTags.contactId}`.as("id") })
    .from(contactTags)
    .where(
      and(
        eq(contactTags.tag, tag),
        beforeId === null ? undefined : lt(contactTags.contactId, beforeId),
      ),
    )
    .orderBy(desc(contactTags.contactId))
    .limit(limit)
    .as("candidates");
}

/** A compiled condition inside a drizzle query, which numbers parameters itself. */
function embedded({ sql: text, params }: CompiledFilter): SQL {
  const pieces = text.split(/\?(\d+)/);
  // Every other piece is the number of a parameter, from 1.
  return sql.join(
    pieces.map((piece, i) =>
      i % 2 === 0 ? sql.raw(piece) : sql`${params[Number(piece) - 1] ?? null}`,
    ),
  );
}
