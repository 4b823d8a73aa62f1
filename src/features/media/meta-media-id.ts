import type { Id } from "#core/ids";
import { knownAtMeta } from "#core/media/meta-uploads";
import { META_UPLOAD_MS } from "#core/media/states";
import { actionFor } from "#core/whatsapp/error-action";
import { findMedium } from "#features/media/queries";
import { keepRefusal, keepUpload } from "#features/media/writes";
import { findNumber } from "#features/numbers/index";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { graphOf, type GraphClient, type GraphError, type GraphReply } from "#platform/meta/graph";
import type { JobOf, JobOutcome } from "#platform/queue/jobs";

/** How it was to have a medium at Meta. `gone`: it is not here (any more). */
export type MetaMediaReply = GraphReply<string> | { readonly type: "gone" };

/**
 * Meta's id of a medium for a number. It is uploaded when the number has it not yet, or not for long any more; its bytes pass through
 * without being held.
 */
export async function metaMediaId(
  ctx: ScopedContext,
  graph: Pick<GraphClient, "uploadMedia">,
  of: { readonly numberId: Id<"number">; readonly mediaId: string },
): Promise<MetaMediaReply> {
  const row = await findMedium(ctx.db, of.mediaId);
  if (row?.status !== "stored" || row.objectKey === null) return { type: "gone" };
  const known = knownAtMeta(row.metaUploads, of.numberId, ctx.nowMs());
  if (known !== null) return { type: "ok", value: known };
  const object = await ctx.bucket.open(row.objectKey);
  if (object === null) return { type: "gone" };
  const reply = await graph.uploadMedia({
    mimeType: row.mimeType,
    sizeBytes: object.size,
    bytes: object.body,
  });
  if (reply.type === "refused" && !isPassing(reply.error)) {
    const { retryAfterMs: _, ...refused } = reply.error;
    const refusal = { mediaId: row.id, numberId: of.numberId, refused };
    await commit(ctx, { statements: [keepRefusal(ctx.db, refusal)] });
  }
  if (reply.type !== "ok") return reply;
  const upload = {
    mediaId: row.id,
    numberId: of.numberId,
    metaMediaId: reply.value,
    untilMs: ctx.nowMs() + META_UPLOAD_MS,
  };
  await commit(ctx, { statements: [keepUpload(ctx.db, upload)] });
  return reply;
}

const isPassing = ({ code, isTransient, subcode }: GraphError): boolean =>
  actionFor(code, isTransient, subcode).action === "requeue";

/** Upload a medium for messages that wait for it, then ring for them. What Meta refuses for good is told by the messages. */
export async function uploadToMeta(
  ctx: ScopedContext,
  { mediaId, numberId }: JobOf<"media.upload">,
): Promise<JobOutcome> {
  const number = await findNumber(ctx.db, numberId);
  if (number === undefined || number.tokenSealed === null)
    return { type: "drop", reason: "no_number" };
  const reply = await metaMediaId(ctx, await graphOf(ctx, number), { numberId, mediaId });
  if (reply.type === "unknown" || (reply.type === "refused" && isPassing(reply.error)))
    return { type: "retry" };
  await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
  return { type: "done" };
}
