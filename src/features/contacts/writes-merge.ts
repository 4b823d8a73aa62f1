import type { Filled } from "#core/contact/merge";
import type { MergeCause } from "#core/contact/states";
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { ContactRow } from "#db/tenant/find-contact";
import type { ThreadPair } from "#db/tenant/merge-conversations";
import type { Identity } from "#features/contacts/identity-rows";
import type { MergeRow } from "#features/contacts/queries-merge";
import {
  insertTags,
  ownTags,
  removeTags,
  renamed,
  type ContactChange,
} from "#features/contacts/writes";
import { fileNames } from "#features/contacts/writes-names";

/** A merge as it is kept. What it moves, the database says itself. */
export interface NewMerge {
  readonly id: Id<"merge">;
  readonly winner: ContactChange;
  readonly loser: ContactChange;
  readonly cause: MergeCause;
  readonly actor: string;
  readonly mergedAt: number;
  readonly filled: Filled;
  readonly threads: readonly ThreadPair[];
}

/** With the threads that are there: those of the loser that have a row by now. */
const KEEP = `
INSERT INTO contact_merges (id, winner, loser, cause, actor, merged_at, filled, identities, conversations)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
  (SELECT json_group_array(json_object('kind', i.kind, 'value', i.value)) FROM identities i WHERE i.contact_id = ?3),
  (SELECT json_group_array(json_array(v.id, p.value->>1)) FROM json_each(?8) p CROSS JOIN conversations v ON v.id = p.value->>0))`;

const SET = `
UPDATE contacts SET phone = e.value->>'phone', wa_id = e.value->>'waId', bsuid = e.value->>'bsuid',
  username = e.value->>'username', name = e.value->>'name', external_id = e.value->>'externalId',
  language = e.value->>'language', timezone = e.value->>'timezone', fields = e.value->>'fields', tags = e.value->>'tags',
  metadata = e.value->>'metadata', blocked = e.value->>'blocked', suppressed = e.value->>'suppressed',
  merged_into = e.value->>'mergedInto', updated_at = e.value->>'updatedAt'
FROM json_each(json_array(json(?1))) e WHERE contacts.id = e.value->>'id'`;

const setContact = (db: TenantDb, row: ContactRow): Statement =>
  statement(db, SET, JSON.stringify(row));

/** The loser leads to the winner, and so does whoever leads to the loser: people, identities, tags. Its threads stand apart. */
export const mergeStatements = (db: TenantDb, merge: NewMerge): Statement[] => {
  const { winner, loser } = merge;
  const { id } = winner.after;
  return [
    statement(
      db,
      KEEP,
      merge.id,
      id,
      loser.after.id,
      merge.cause,
      merge.actor,
      merge.mergedAt,
      JSON.stringify(merge.filled),
      JSON.stringify(merge.threads),
    ),
    setContact(db, { ...loser.after, mergedInto: id }),
    setContact(db, winner.after),
    statement(
      db,
      "UPDATE contacts SET merged_into = ?1 WHERE merged_into = ?2",
      id,
      loser.after.id,
    ),
    statement(
      db,
      "UPDATE identities SET contact_id = ?1 WHERE contact_id = ?2",
      id,
      loser.after.id,
    ),
    ...removeTags(db, ownTags(loser.before)),
    ...insertTags(db, ownTags(winner.after)),
    ...fileNames(db, [...renamed([winner]), { ...loser.after, mergedInto: id }]),
  ];
};

const TAKE_BACK = `
UPDATE identities SET contact_id = ?2 WHERE contact_id = ?3 AND (value, kind) IN (
  SELECT e.value->>'value', e.value->>'kind' FROM json_each(?1) e)`;

const TAKE_FREE = `
INSERT INTO identities (value, kind, contact_id, created_at)
SELECT e.value->>'value', e.value->>'kind', ?2, CAST(?3 AS INTEGER) FROM json_each(?1) e WHERE true ON CONFLICT DO NOTHING`;

/** An undoing. */
export interface Parting {
  readonly merge: MergeRow;
  readonly winner: ContactChange;
  readonly loser: ContactChange;
  /** Identities of the merge that still lead to the winner, and those that lead to nobody. */
  readonly own: readonly Identity[];
  readonly free: readonly Identity[];
  /** Contacts that are merged into the loser. */
  readonly below: readonly Id<"contact">[];
}

const BELOW = `UPDATE contacts SET merged_into = ?1 WHERE id IN (SELECT value FROM json_each(?2))`;

/** The loser stands for itself again. Its threads are parted apart. */
export const partStatements = (db: TenantDb, parting: Parting, nowMs: number): Statement[] => {
  const { merge, winner, loser, below } = parting;
  const gone = new Set(ownTags(winner.after).map(({ tag }) => tag));
  return [
    statement(db, "UPDATE contact_merges SET undone_at = ?2 WHERE id = ?1", merge.id, nowMs),
    setContact(db, winner.after),
    setContact(db, { ...loser.after, mergedInto: null }),
    statement(db, BELOW, loser.after.id, JSON.stringify(below)),
    statement(db, TAKE_BACK, JSON.stringify(parting.own), loser.after.id, winner.after.id),
    statement(db, TAKE_FREE, JSON.stringify(parting.free), loser.after.id, nowMs),
    ...removeTags(
      db,
      ownTags(winner.before).filter(({ tag }) => !gone.has(tag)),
    ),
    ...insertTags(db, ownTags(loser.after)),
    ...fileNames(db, [...renamed([winner]), { ...loser.after, mergedInto: null }]),
  ];
};
