import { AppError } from "#core/errors";
import { linkTo } from "#features/media/link";
import type { ReceivedFile } from "#features/media/receive-file";
import { removeBytes } from "#features/media/remove-bytes";
import type { MediaView } from "#features/media/schemas";
import { mediaView } from "#features/media/view";
import { keepUploaded, wasSwept } from "#features/media/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Keep a file that was received. A call that was answered before leaves nothing in the bucket. */
export async function uploadMedia(ctx: TenantContext, file: ReceivedFile): Promise<MediaView> {
  requireScope(ctx, "messages:send");

  const { id, size, sha256, filename } = file;
  const row = { ...file, createdAt: ctx.nowMs() };
  const view = mediaView({ ...NOTHING_MORE, ...row, storedAt: row.createdAt }, null);
  try {
    await commit(ctx, {
      statements: keepUploaded(ctx.db, { id, size, sha256, filename, createdAt: row.createdAt }),
      audit: { action: "media.upload", target: row.id, changes: { size: row.size } },
      // The link is a credential for a while, so it is not kept.
      answer: { status: 201, body: view },
    });
  } catch (error) {
    await removeBytes(ctx, file);
    throw wasSwept(error) ? new AppError("unavailable", "The upload took too long.") : error;
  }
  return { ...view, url: await linkTo(ctx, row.id) };
}

const NOTHING_MORE = {
  status: "stored",
  messageId: null,
  numberId: null,
  metaMediaId: null,
  metaExpiresAt: null,
  metaUploads: null,
  attempts: 0,
  dueAt: null,
  error: null,
  deletedAt: null,
} as const;
