import { and, eq, inArray, isNull, max, sql } from "drizzle-orm";

import type { PersonsStanding } from "#core/consent/person-act";
import type { ContactSelector } from "#core/contact/selector";
import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { contactIs, type ContactRow } from "#db/tenant/find-contact";
import { consents, contactMerges, contacts, identities, numbers } from "#db/tenant/schema";
import { readStandings } from "#features/consent/index";

export type MergeRow = typeof contactMerges.$inferSelect;

/** A contact, as a merge looks at it. */
export interface Party {
  readonly row: ContactRow;
  readonly standing: PersonsStanding;
  /** Whether a user id leads to it. */
  readonly hasUserId: boolean;
  readonly id: Id<"contact">;
}

/** What a merge is decided on. */
export interface Parties {
  readonly one: Party | undefined;
  readonly other: Party | undefined;
  /** Who was merged into either before. */
  readonly merges: readonly MergeRow[];
  readonly numberIds: readonly Id<"number">[];
  /** Sequence of the ledger's next row. */
  readonly nextSeq: number;
}

/** Two contacts, or those that they are merged into. */
export async function readParties(
  db: TenantDb,
  one: ContactSelector,
  other: ContactSelector,
): Promise<Parties> {
  const idOf = (selector: ContactSelector) =>
    db.select({ id: contacts.id }).from(contacts).where(contactIs(db, selector));
  const [ones, others, byUserId, numberRows, ends, intoOne, intoOther] = await db.batch([
    db.select().from(contacts).where(contactIs(db, one)),
    db.select().from(contacts).where(contactIs(db, other)),
    db
      .select({ id: identities.contactId })
      .from(identities)
      .where(
        and(
          sql`(${inArray(identities.contactId, idOf(one))} OR ${inArray(identities.contactId, idOf(other))})`,
          eq(identities.kind, "bsuid"),
        ),
      ),
    db.select({ id: numbers.id }).from(numbers),
    db.select({ seq: max(consents.seq) }).from(consents),
    mergesInto(db, one),
    mergesInto(db, other),
  ]);
  const standings = await readStandings(
    db,
    [...ones, ...others].map(({ id }) => id),
  );
  const partyOf = (row: ContactRow | undefined): Party | undefined => {
    const standing = row && standings.get(row.id);
    if (row === undefined || standing === undefined) return undefined;
    return { row, standing, id: row.id, hasUserId: byUserId.some(({ id }) => id === row.id) };
  };
  return {
    one: partyOf(ones[0]),
    other: partyOf(others[0]),
    merges: [...intoOne, ...intoOther],
    numberIds: numberRows.map(({ id }) => id),
    nextSeq: (ends[0]?.seq ?? 0) + 1,
  };
}

/** The open merges of everybody who is now the contact, as a condition on `contact_merges`. */
const openInto = (db: TenantDb, selector: ContactSelector) => {
  const root = db.select({ id: contacts.id }).from(contacts).where(contactIs(db, selector));
  const losers = db
    .select({ id: contacts.id })
    .from(contacts)
    .where(inArray(contacts.mergedInto, root));
  return and(inArray(contactMerges.loser, losers), isNull(contactMerges.undoneAt));
};

/** Who was merged into a contact, or into nobody: a query for a batch. */
export const mergesInto = (db: TenantDb, selector: ContactSelector | null) =>
  db
    .select()
    .from(contactMerges)
    .where(selector === null ? sql`0` : openInto(db, selector))
    .orderBy(contactMerges.id);

/** What an undoing is decided on. */
export interface Merged {
  readonly winner: ContactRow | undefined;
  readonly loser: ContactRow | undefined;
  readonly standings: ReadonlyMap<Id<"contact">, PersonsStanding>;
  /** Open merges of everybody who is now the winner. */
  readonly merges: readonly MergeRow[];
  /** Whose the identities are that the merge moved. */
  readonly owners: readonly (typeof identities.$inferSelect)[];
  /** When the winner's newest grant was recorded, Unix ms. */
  readonly grantedAtMs: number | null;
  /** Who has the external id that the loser lost. */
  readonly externalOwner: Id<"contact"> | null;
  readonly numberIds: readonly Id<"number">[];
  readonly nextSeq: number;
}

/** Read {@link Merged}. */
export async function readMerged(
  db: TenantDb,
  selector: ContactSelector,
  loserId: Id<"contact">,
): Promise<Merged> {
  const winnerId = db.select({ id: contacts.id }).from(contacts).where(contactIs(db, selector));
  const merge = sql`FROM contact_merges g WHERE g.loser = ${loserId} AND g.undone_at IS NULL`;
  const [winners, losers, merges, owners, grants, ends, holders, numberRows] = await db.batch([
    db.select().from(contacts).where(contactIs(db, selector)),
    db.select().from(contacts).where(eq(contacts.id, loserId)),
    mergesInto(db, selector),
    db
      .select()
      .from(identities)
      .where(
        sql`(${identities.value}, ${identities.kind}) IN (SELECT k.value->>'value', k.value->>'kind'
          FROM json_each((SELECT g.identities ${merge})) k)`,
      ),
    db
      .select({ at: max(consents.recordedAt) })
      .from(consents)
      .where(and(inArray(consents.contactId, winnerId), eq(consents.action, "grant"))),
    db.select({ seq: max(consents.seq) }).from(consents),
    db
      .select({ id: contacts.id })
      .from(contacts)
      .where(sql`${contacts.externalId} = (SELECT g.filled->>'externalId' ${merge})`),
    db.select({ id: numbers.id }).from(numbers),
  ]);
  return {
    winner: winners[0],
    loser: losers[0],
    standings: await readStandings(
      db,
      [...winners, ...losers].map(({ id }) => id),
    ),
    merges,
    owners,
    grantedAtMs: grants[0]?.at ?? null,
    externalOwner: holders[0]?.id ?? null,
    numberIds: numberRows.map(({ id }) => id),
    nextSeq: (ends[0]?.seq ?? 0) + 1,
  };
}
