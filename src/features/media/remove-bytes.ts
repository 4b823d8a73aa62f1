import type { DueMedium } from "#features/media/queries";
import { forgetMedium } from "#features/media/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** Take a deleted medium's bytes out of the bucket, then forget it. What fails is tried again by the sweep. */
export async function removeBytes(
  ctx: ScopedContext,
  { id, objectKey }: Pick<DueMedium, "id" | "objectKey">,
): Promise<void> {
  try {
    if (objectKey !== null) await ctx.bucket.delete(objectKey);
    await commit(ctx, { statements: [forgetMedium(ctx.db, id)] });
  } catch (error) {
    log("warn", "media.bytes_left", { media: id, ...describeError(error) });
  }
}
