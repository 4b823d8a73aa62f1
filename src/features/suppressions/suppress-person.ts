import type { Id } from "#core/ids";
import { suppressHolders } from "#db/tenant/suppressed-contacts";
import { suppressionAdded } from "#features/suppressions/events";
import { findSuppressionsOf, type SuppressionRow } from "#features/suppressions/queries";
import { keepSuppression } from "#features/suppressions/writes";
import type { Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { identityHash } from "#platform/credentials/identity-hash";

/** What somebody is reached by. A phone's value is its canonical key. */
interface Reached {
  readonly kind: "phone" | "bsuid";
  readonly value: string;
}

/** Whom an act of another slice puts on the list, and why. */
interface Suppressible {
  readonly contactId: Id<"contact">;
  readonly reached: readonly Reached[];
  readonly reason: SuppressionRow["reason"];
}

/**
 * Put a person on the suppression list as a part of another act, under everything that they are reached by and that is not on
 * it yet: nothing is sent to them from the same commit on, and nobody who enters them again can write to them.
 *
 * @returns The act; its batch fails (`isSuppressedMeanwhile`) when one of the identities has come to be suppressed meanwhile.
 */
export async function suppressPerson(
  ctx: ScopedContext,
  { contactId, reached, reason }: Suppressible,
): Promise<Required<Pick<Commit, "statements" | "events">>> {
  const hashed = reached.map((one) => ({
    ...one,
    keyHash: identityHash(ctx, `${one.kind}:${one.value}`),
  }));
  const known = await findSuppressionsOf(
    ctx.db,
    hashed.map(({ keyHash }) => keyHash),
  );
  const before = new Set(known.flatMap(({ keyHashes }) => keyHashes));
  const own = hashed.filter(({ keyHash }) => !before.has(keyHash));
  const holders = suppressHolders(ctx.db, hashed, ctx.nowMs());
  if (own.length === 0) return { statements: [holders], events: [] };
  const row: SuppressionRow = {
    id: ctx.newId("suppression"),
    contactId,
    kinds: [...new Set(own.map(({ kind }) => kind))].toSorted(),
    keyHashes: own.map(({ keyHash }) => keyHash),
    reason,
    actor: ctx.actor.id,
    createdAt: ctx.nowMs(),
  };
  return {
    statements: [...keepSuppression(ctx.db, row), holders],
    events: [suppressionAdded(row)],
  };
}
