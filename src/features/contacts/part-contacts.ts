import { giveBack } from "#core/contact/merge";
import { phoneKey } from "#core/contact/phone";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { partConversations } from "#db/tenant/merge-conversations";
import {
  appendConsents,
  earlierWithdrawal,
  forgetWithdrawn,
  guardNotWithdrawn,
  readWithdrawn,
  type ConsentEntry,
} from "#features/consent/index";
import { lapsed } from "#features/contacts/carried-withdrawals";
import { contactUnmerged } from "#features/contacts/events";
import { identityKey, type Identity } from "#features/contacts/identity-rows";
import { later, sharedEntries, withEntries } from "#features/contacts/merge-contacts";
import type { Merged, MergeRow } from "#features/contacts/queries-merge";
import { guardUnchanged } from "#features/contacts/writes";
import { partStatements } from "#features/contacts/writes-merge";
import type { Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A merge that is undone. */
export interface Pair {
  readonly merge: MergeRow;
  readonly winner: ContactRow;
  readonly loser: ContactRow;
}

/**
 * What parts two contacts: for a commit, which fails (`isMergeConflict`) when either has changed since it was read.
 *
 * @returns With the loser's row as it will be, and the merges of those who lead to it then.
 */
export async function partContacts(
  ctx: ScopedContext,
  pair: Pair,
  merged: Merged,
): Promise<
  Omit<Commit, "answer"> & { readonly loser: ContactRow; readonly below: readonly MergeRow[] }
> {
  const { merge, winner, loser } = pair;
  const back = identitiesBack(pair, merged);
  const free = back.free.map(identityKey);
  const withdrawn = await readWithdrawn(ctx, free);
  const entries = consentsAfter(ctx, { pair, merged, withdrawn });
  const acts = appendConsents(ctx, entries, merged.nextSeq);
  const rows = rowsAfter(ctx, pair, { merged, lost: back.lost });
  const below = belowOf(merged.merges, loser.id);
  const belowIds = below.map((one) => one.loser);
  const statements: Statement[] = [
    ...guardUnchanged(ctx.db, [winner, loser]),
    ...guardNotWithdrawn(
      ctx,
      free.filter((key) => !withdrawn.has(key)),
    ),
    ...forgetWithdrawn(ctx, [...withdrawn.keys()]),
    ...partStatements(ctx.db, { merge, ...rows, ...back, below: belowIds }, ctx.nowMs()),
    ...partConversations(ctx.db, merge.conversations, belowIds),
    ...acts.statements,
  ];
  return {
    loser: withEntries(rows.loser.after, entries),
    below,
    statements,
    events: [contactUnmerged(merge), ...acts.events],
    audit: { action: "contact.unmerge", target: winner.id, changes: { other: loser.id } },
  };
}

/** Of the identities that a merge moved: those that lead to the winner, to nobody any more, and to somebody else. */
function identitiesBack({ merge, winner }: Pair, { owners }: Merged) {
  const ownerOf = new Map(owners.map((row) => [identityKey(row), row.contactId]));
  const among = (isMeant: (owner: Id<"contact"> | undefined) => boolean): readonly Identity[] =>
    merge.identities.filter((identity) => isMeant(ownerOf.get(identityKey(identity))));
  return {
    own: among((owner) => owner === winner.id),
    free: among((owner) => owner === undefined),
    lost: among((owner) => owner !== undefined && owner !== winner.id),
  };
}

function rowsAfter(
  ctx: ScopedContext,
  { merge, winner, loser }: Pair,
  { merged, lost }: { readonly merged: Merged; readonly lost: readonly Identity[] },
) {
  const { externalOwner } = merged;
  const isTaken = externalOwner !== null && externalOwner !== winner.id;
  const filled = isTaken ? { ...merge.filled, externalId: null } : merge.filled;
  const back = giveBack(winner, loser, filled);
  const own = { ...without(back.loser, lost), mergedInto: null };
  return {
    winner: { before: winner, after: later(ctx, winner, back.winner) },
    loser: { before: loser, after: later(ctx, loser, own) },
  };
}

/** A contact without what somebody else is found by now. */
function without(row: ContactRow, lost: readonly Identity[]): ContactRow {
  const keys = new Set(lost.map(identityKey));
  const kept = (text: string | null): string | null =>
    text !== null && keys.has(identityKey({ kind: "phone", value: phoneKey(text) })) ? null : text;
  const isLost = row.bsuid !== null && keys.has(identityKey({ kind: "bsuid", value: row.bsuid }));
  return {
    ...row,
    phone: kept(row.phone),
    waId: kept(row.waId),
    bsuid: isLost ? null : row.bsuid,
  };
}

/**
 * What was withdrawn while the two were one, is for both. A grant of that time lapses: nobody can tell any more which of the two
 * gave it.
 */
function consentsAfter(
  ctx: ScopedContext,
  {
    pair: { merge, winner, loser },
    merged,
    withdrawn,
  }: {
    readonly pair: Pair;
    readonly merged: Merged;
    readonly withdrawn: ReadonlyMap<string, number>;
  },
): readonly ConsentEntry[] {
  const own = merged.standings.get(loser.id);
  const winners = merged.standings.get(winner.id);
  if (own === undefined || winners === undefined) return [];
  const shared = sharedEntries(
    ctx,
    { id: loser.id, standing: own },
    { id: winner.id, standing: winners },
  );
  const carried = withdrawn.size === 0 ? [] : [Math.max(...withdrawn.values())];
  const isGrantedSince = (merged.grantedAtMs ?? 0) >= merge.mergedAt;
  return [
    ...shared,
    ...carried.map((atMs) => earlierWithdrawal(loser.id, atMs)),
    ...(winners.marketing === "granted" && isGrantedSince ? [lapsed(ctx, winner)] : []),
  ];
}

/** The merges into a contact from before it was merged itself. */
function belowOf(merges: readonly MergeRow[], id: Id<"contact">): readonly MergeRow[] {
  const direct = merges.filter(({ winner }) => winner === id);
  return [...direct, ...direct.flatMap(({ loser }) => belowOf(merges, loser))];
}
