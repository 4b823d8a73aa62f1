import type { Id } from "#core/ids";
import { countFiled } from "#features/search/queries";
import { unfileSome } from "#features/search/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

const SLICE = 500;

/** Take all that a person wrote or was written out of the index, its pages included. @returns How many messages that were. */
export async function unfilePerson(
  ctx: ScopedContext,
  contactIds: readonly Id<"contact">[],
): Promise<number> {
  let unfiled = 0;
  for (const id of contactIds)
    for (;;) {
      const filed = await countFiled(ctx.db, id, SLICE);
      if (filed === 0) break;
      await commit(ctx, { statements: [unfileSome(ctx.db, id, SLICE)] });
      unfiled += filed;
    }
  return unfiled;
}
