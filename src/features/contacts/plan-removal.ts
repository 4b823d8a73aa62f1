import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { contactRemoved } from "#features/contacts/events";
import { conversationsOf, readRemovable } from "#features/contacts/queries-removal";
import { isContactChanged } from "#features/contacts/writes";
import { isContactMet, removeContacts } from "#features/contacts/writes-removal";
import type { ScopedContext } from "#platform/context";

/** A contact that an act made, and its `updated_at` as that act left it, Unix ms. */
export type MadeContact = readonly [Id<"contact">, number];

/**
 * Take contacts away that nothing has happened to since they were made, as a part of another act. Who has changed, has written or was
 * written to, was merged, or is meant by a campaign that was launched since, stays. The consent ledger keeps what it holds.
 *
 * @param sinceMs When the first of them was made.
 * @returns The batch fails (`isStillTouched`) when something happens to one of them meanwhile: look again.
 */
export async function planRemoval(
  ctx: ScopedContext,
  made: readonly MadeContact[],
  sinceMs: number,
): Promise<{
  readonly removed: readonly Id<"contact">[];
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
}> {
  const left = new Map(made);
  const { rows, identities, met, numberIds } = await readRemovable(
    ctx.db,
    [...left.keys()],
    sinceMs,
  );
  const untouched = rows.filter(
    (row) => row.mergedInto === null && row.updatedAt === left.get(row.id) && !met.has(row.id),
  );
  const removed = new Set(untouched.map(({ id }) => id));
  return {
    removed: [...removed],
    statements: removeContacts(ctx.db, untouched, {
      identities: identities.filter(({ contactId }) => removed.has(contactId)),
      conversationIds: conversationsOf([...removed], numberIds),
    }),
    events: [...removed].map(contactRemoved),
  };
}

/** Whether a removal failed because something happened to one of the contacts meanwhile. */
export const isStillTouched = (error: unknown): boolean =>
  isContactChanged(error) || isContactMet(error);
