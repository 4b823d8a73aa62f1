import type { Id } from "#core/ids";
import { forgetFile } from "#features/imports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** Take the file of an import out of the bucket, and what was wrong with its rows. What fails is tried again by the next sweep. */
export async function expireFile(
  ctx: ScopedContext,
  { id, objectKey }: { readonly id: Id<"import">; readonly objectKey: string | null },
): Promise<void> {
  try {
    if (objectKey !== null) await ctx.bucket.delete(objectKey);
    await commit(ctx, { statements: forgetFile(ctx.db, id) });
  } catch (error) {
    log("warn", "import.bytes_left", { import: id, ...describeError(error) });
  }
}
