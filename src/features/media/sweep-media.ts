import { ringFetches } from "#features/media/pending-medium";
import { findDue } from "#features/media/queries";
import { removeBytes } from "#features/media/remove-bytes";
import type { ScopedContext } from "#platform/context";

/** One sweep looks at so many media; what is left waits for the next. */
const SWEEP_MAX = 100;

/** Media whose bell was lost are fetched, and bytes of deleted ones leave the bucket. Part of a tenant's sweep. */
export async function sweepMedia(ctx: ScopedContext): Promise<void> {
  const due = await findDue(ctx.db, ctx.nowMs(), SWEEP_MAX);
  for (const medium of due.filter(({ deletedAt }) => deletedAt !== null))
    await removeBytes(ctx, medium);
  await ringFetches(
    ctx,
    due.filter(({ deletedAt }) => deletedAt === null),
  );
}
