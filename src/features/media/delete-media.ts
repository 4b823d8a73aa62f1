import { removeBytes } from "#features/media/remove-bytes";
import { requireMedium } from "#features/media/require-medium";
import { dropMedia } from "#features/media/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Delete a medium: nobody finds it any more, and its bytes leave the bucket. @throws AppError `not_found`. */
export async function deleteMedia(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "inbox:write");

  const row = await requireMedium(ctx, id);
  await commit(ctx, {
    statements: dropMedia(ctx.db, [row.id], ctx.nowMs()),
    audit: { action: "media.delete", target: row.id },
    answer: { status: 204, body: null },
  });
  await removeBytes(ctx, row);
}
