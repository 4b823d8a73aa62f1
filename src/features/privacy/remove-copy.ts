import { ACCESS_PART_NAMES } from "#core/privacy/access-parts";
import { accessKey } from "#features/privacy/build-access";
import type { RequestRow } from "#features/privacy/queries";
import { forgetCopy } from "#features/privacy/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Take a person's copy out of the bucket. */
export async function removeCopy(
  ctx: ScopedContext,
  { id }: Pick<RequestRow, "id">,
): Promise<void> {
  for (const part of ACCESS_PART_NAMES) await ctx.bucket.delete(accessKey(id, part));
  await commit(ctx, { statements: [forgetCopy(ctx.db, id)] });
}
