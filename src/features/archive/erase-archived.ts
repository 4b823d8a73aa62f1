import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import type { ArchivedRow } from "#features/archive/packed";
import {
  findObject,
  findObjectAt,
  findObjectsAfter,
  findObjectsOf,
} from "#features/archive/queries";
import { replaceObject, rowsIn, sweepLeft } from "#features/archive/store-rows";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Who or what is erased. */
export interface Erased {
  readonly contactIds: readonly Id<"contact">[];
  readonly messageIds: readonly Id<"message">[];
}

/**
 * Take people and messages out of the archive: each object that holds anything of them is written anew without, and the old one
 * leaves the bucket at once. Told again it does nothing. Name whoever was merged into a contact as well.
 *
 * @returns How many messages were erased.
 */
export async function eraseFromArchive(
  ctx: ScopedContext,
  { contactIds, messageIds }: Erased,
): Promise<number> {
  const people = new Set<string>(contactIds);
  const messages = new Set<string>(messageIds);
  const named = await Promise.all(messageIds.map((id) => findObjectAt(ctx.db, id)));
  const keys = new Set([
    ...(contactIds.length === 0 ? [] : await findObjectsOf(ctx.db, contactIds)),
    ...named.flatMap((row) => row?.objectKey ?? []),
  ]);
  let erased = 0;
  for (const key of keys) {
    const { statements, gone } = await without(
      ctx,
      key,
      (row) => people.has(row.contactId) || messages.has(row.id),
    );
    if (gone.length > 0) await commit(ctx, { statements });
    erased += gone.length;
  }
  await sweepLeft(ctx);
  return erased;
}

/** One step of letting archived messages go that are kept no longer. */
export interface ForgottenArchive {
  readonly statements: readonly Statement[];
  readonly ids: readonly Id<"message">[];
  /** Where the next step goes on; null when nothing is left. */
  readonly position: string | null;
}

/**
 * Let go what in one object is older than an instant (Unix ms).
 *
 * @param of.position That the step before answered; empty at the beginning.
 * @param of.beforeId The first id of that instant.
 */
export async function forgetArchived(
  ctx: ScopedContext,
  of: {
    readonly position: string;
    readonly beforeId: string;
    readonly beforeMs: number;
    readonly heldContactIds: readonly Id<"contact">[];
  },
): Promise<ForgottenArchive> {
  const [object] = await findObjectsAfter(ctx.db, {
    after: of.position,
    before: of.beforeId,
    limit: 1,
  });
  if (object === undefined) return { statements: [], ids: [], position: null };
  const held = new Set<string>(of.heldContactIds);
  const { statements, gone } =
    object.oldestAt >= of.beforeMs
      ? { statements: [], gone: [] }
      : await without(
          ctx,
          object.objectKey,
          (row) => row.createdAt < of.beforeMs && !held.has(row.contactId),
        );
  return { statements, ids: gone.map(({ id }) => id), position: object.lastId };
}

async function without(
  ctx: ScopedContext,
  key: string,
  isGone: (row: ArchivedRow) => boolean,
): Promise<{ statements: readonly Statement[]; gone: readonly ArchivedRow[] }> {
  if ((await findObject(ctx.db, key)) === undefined) return { statements: [], gone: [] };
  const rows = await rowsIn(ctx, key);
  const gone = rows.filter(isGone);
  if (gone.length === 0) return { statements: [], gone };
  const left = rows.filter((row) => !isGone(row));
  return { statements: await replaceObject(ctx, { old: { key, rows }, rows: left }), gone };
}
