import { sharedWithdrawal } from "#core/consent/same-person";
import { fillFrom } from "#core/contact/merge";
import type { MergeCause } from "#core/contact/states";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { violatesUnique } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import {
  mergeConversations,
  openConversations,
  type ThreadPair,
} from "#db/tenant/merge-conversations";
import { appendConsents, earlierWithdrawal, type ConsentEntry } from "#features/consent/index";
import { lapsed } from "#features/contacts/carried-withdrawals";
import { isContactConflict } from "#features/contacts/contact-book";
import { contactMerged } from "#features/contacts/events";
import { identitiesOf, identityKey } from "#features/contacts/identity-rows";
import type { MergeRow, Parties, Party } from "#features/contacts/queries-merge";
import { guardUnchanged } from "#features/contacts/writes";
import { mergeStatements } from "#features/contacts/writes-merge";
import type { Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Two contacts that become one. */
export interface MergeOrder {
  readonly winner: Party;
  readonly loser: Party;
  readonly cause: MergeCause;
}

/**
 * What makes two contacts one: for a commit, which fails (`isMergeConflict`) when either has changed since it was read. The
 * loser's rows stay as they are and lead to the winner, which takes over what it had not. Consent is the strictest of both.
 */
export function mergeContacts(
  ctx: ScopedContext,
  { winner, loser, cause }: MergeOrder,
  { numberIds, nextSeq }: Pick<Parties, "numberIds" | "nextSeq">,
): Omit<Commit, "answer"> & {
  readonly winner: ContactRow;
  readonly merge: Pick<MergeRow, "loser" | "mergedAt" | "cause">;
} {
  const { db } = ctx;
  const mergedAt = ctx.nowMs();
  const filled = fillFrom(winner.row, loser.row);
  const after = later(ctx, winner.row, filled.winner);
  const threads = numberIds.map((number): ThreadPair => [
    conversationIdOf(loser.id, number),
    conversationIdOf(winner.id, number),
  ]);
  const entries = consentsOf(ctx, { winner, loser, cause }, after);
  const acts = appendConsents(ctx, entries, nextSeq);
  return {
    winner: withEntries(after, entries),
    merge: { loser: loser.id, mergedAt, cause },
    statements: [
      ...guardUnchanged(db, [winner.row, loser.row]),
      openConversations(db, threads),
      ...mergeStatements(db, {
        id: ctx.newId("merge"),
        winner: { before: winner.row, after },
        loser: { before: loser.row, after: later(ctx, loser.row, filled.loser) },
        cause,
        actor: `${ctx.actor.kind}:${ctx.actor.id}`,
        mergedAt,
        filled: filled.filled,
        threads,
      }),
      ...mergeConversations(db, winner.id, threads),
      ...acts.statements,
    ],
    events: [contactMerged(winner.id, loser.id, cause), ...acts.events],
    audit: { action: "contact.merge", target: winner.id, changes: { other: loser.id, cause } },
  };
}

/** Whether a merge met another writer, who may have made the same merge. */
export const isMergeConflict = (error: unknown): boolean =>
  isContactConflict(error) || violatesUnique(error, "contact_merges.loser");

/** A contact's row as it will be. */
export const later = (ctx: ScopedContext, before: ContactRow, after: ContactRow): ContactRow => ({
  ...after,
  updatedAt: Math.max(ctx.nowMs(), before.updatedAt + 1),
});

/** A contact's row once these acts, none of which is a grant, are entered. */
export const withEntries = (row: ContactRow, entries: readonly ConsentEntry[]): ContactRow =>
  entries.some((one) => one.contactId === row.id && one.keepsHead !== true)
    ? { ...row, marketing: "withdrawn" }
    : row;

type Standing = Pick<Party, "id" | "standing">;

/** What one contact's ledger takes over from another of the same person. */
export function sharedEntries(ctx: ScopedContext, own: Standing, other: Standing): ConsentEntry[] {
  const shared = sharedWithdrawal(own.standing, other.standing);
  if (shared === null) return [];
  return [
    {
      ...earlierWithdrawal(own.id, shared.atMs ?? ctx.nowMs()),
      ...(shared.byPerson ? {} : { byPerson: false, method: "api" }),
      source: "same_person",
      keepsHead: !shared.movesHead,
    },
  ];
}

/**
 * Both ledgers get the strictest of both. A winner's grant was given for its address: where a caller's word alone gives it the
 * loser's, it lapses, unless both had granted.
 */
function consentsOf(
  ctx: ScopedContext,
  { winner, loser, cause }: MergeOrder,
  after: ContactRow,
): ConsentEntry[] {
  const entries = [...sharedEntries(ctx, winner, loser), ...sharedEntries(ctx, loser, winner)];
  const lapses =
    winner.standing.marketing === "granted" &&
    loser.standing.marketing === "unknown" &&
    cause === "request" &&
    addressOf(winner.row) !== addressOf(after);
  return lapses ? [...entries, lapsed(ctx, winner.row)] : entries;
}

/** Where messages to a contact go. */
const addressOf = (row: ContactRow): string | undefined => identitiesOf(row).map(identityKey)[0];
