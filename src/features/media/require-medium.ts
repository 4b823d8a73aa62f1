import { notFound } from "#core/errors";
import { findMedium, type MediaRow } from "#features/media/queries";
import type { ScopedContext } from "#platform/context";
import { seesNumber } from "#platform/number-access";

/**
 * A medium that is not deleted.
 *
 * @throws AppError `not_found`, also for one that came in on a number that the caller may not know of. Uploads are no number's.
 */
export async function requireMedium(ctx: ScopedContext, id: string): Promise<MediaRow> {
  const row = await findMedium(ctx.db, id);
  if (row === undefined || (row.numberId !== null && !seesNumber(ctx, row.numberId)))
    throw notFound();
  return row;
}
