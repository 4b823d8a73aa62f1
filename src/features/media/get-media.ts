import { requireMedium } from "#features/media/require-medium";
import type { MediaView } from "#features/media/schemas";
import { linkedView } from "#features/media/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One medium, with a link to its bytes. @throws AppError `not_found`. */
export async function getMedia(ctx: TenantContext, id: string): Promise<MediaView> {
  requireScope(ctx, "inbox:read");

  const row = await requireMedium(ctx, id);
  return linkedView(ctx, row);
}
