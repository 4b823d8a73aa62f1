import { linkTo } from "#features/media/link";
import type { ReceivedFile } from "#features/media/receive-file";
import type { MediaView } from "#features/media/schemas";
import { mediaView } from "#features/media/view";
import { insertUploaded } from "#features/media/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Keep a file that was received. A call that was answered before leaves nothing in the bucket. */
export async function uploadMedia(ctx: TenantContext, file: ReceivedFile): Promise<MediaView> {
  requireScope(ctx, "messages:send");

  const row = { ...file, id: ctx.newId("media"), createdAt: ctx.nowMs() };
  const view = mediaView({ ...NOTHING_MORE, ...row, storedAt: row.createdAt }, null);
  try {
    await commit(ctx, {
      statements: [insertUploaded(ctx.db, row)],
      audit: { action: "media.upload", target: row.id, changes: { size: row.size } },
      // The link is a credential for a while, so it is not kept.
      answer: { status: 201, body: view },
    });
  } catch (error) {
    await ctx.bucket.delete(file.objectKey);
    throw error;
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
