import { notFound } from "#core/errors";
import { findMedium } from "#features/media/queries";
import type { MediaView } from "#features/media/schemas";
import { linkedView } from "#features/media/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One medium, with a link to its bytes. @throws AppError `not_found`. */
export async function getMedia(ctx: TenantContext, id: string): Promise<MediaView> {
  requireScope(ctx, "inbox:read");

  const row = await findMedium(ctx.db, id);
  if (row === undefined) throw notFound();
  return linkedView(ctx, row);
}
