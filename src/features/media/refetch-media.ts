import { AppError } from "#core/errors";
import { ringFetches } from "#features/media/pending-medium";
import { requireMedium } from "#features/media/require-medium";
import type { MediaView } from "#features/media/schemas";
import { linkedView, mediaView } from "#features/media/view";
import { fetchAgain } from "#features/media/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Fetch the medium of an incoming message again. One that is here already stays as it is.
 *
 * @throws AppError `not_found`; `invalid_state` for what was uploaded; `media_unavailable` when Meta keeps it no longer.
 */
export async function refetchMedia(ctx: TenantContext, id: string): Promise<MediaView> {
  requireScope(ctx, "inbox:write");

  const row = await requireMedium(ctx, id);
  if (row.metaMediaId === null)
    throw new AppError("invalid_state", "It did not come from Meta: upload it again.");
  const nowMs = ctx.nowMs();
  if (row.status !== "stored" && (row.metaExpiresAt ?? 0) <= nowMs)
    throw new AppError("media_unavailable", "Meta keeps it no longer.");
  const isHere = row.status === "stored";
  const after = isHere ? row : { ...row, status: "pending" as const, error: null };
  await commit(ctx, {
    statements: isHere ? [] : [fetchAgain(ctx.db, row.id, nowMs)],
    audit: { action: "media.refetch", target: row.id },
    answer: { status: 202, body: mediaView(after, null) },
  });
  if (!isHere) await ringFetches(ctx, [row]);
  return linkedView(ctx, after);
}
