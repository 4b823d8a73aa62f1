import type { Id } from "#core/ids";
import { knownAtMeta } from "#core/media/meta-uploads";
import { findMedia, type MediaRow } from "#features/media/queries";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { GraphError } from "#platform/meta/graph";

/** Where a medium stands for a message that names it. `waiting`: it is being uploaded. */
export type AtMeta =
  | { readonly type: "known"; readonly metaMediaId: string }
  | { readonly type: "waiting" }
  | { readonly type: "refused"; readonly error: GraphError };

/**
 * Meta's ids of media for a number, by one read. What Meta has not yet, or not for long any more, is asked to be uploaded; it takes a
 * while, so nobody waits for it here.
 */
export async function mediaAtMeta(
  ctx: ScopedContext,
  numberId: Id<"number">,
  ids: readonly Id<"media">[],
): Promise<ReadonlyMap<Id<"media">, AtMeta>> {
  const rows = await findMedia(ctx.db, ids);
  const standing = new Map(
    ids.map((id) => [id, standingOf(rows.get(id), numberId, ctx.nowMs())] as const),
  );
  const waiting = ids.filter((id) => standing.get(id)?.type === "waiting");
  await ringUploads(ctx, numberId, waiting);
  return standing;
}

function standingOf(row: MediaRow | undefined, numberId: Id<"number">, nowMs: number): AtMeta {
  if (row?.status !== "stored") return { type: "refused", error: GONE };
  const known = knownAtMeta(row.metaUploads, numberId, nowMs);
  if (known !== null) return { type: "known", metaMediaId: known };
  const refused = row.metaUploads?.[numberId]?.refused;
  return refused === undefined ? { type: "waiting" } : { type: "refused", error: refused };
}

/** Meta's code for a file that cannot be had. */
const GONE: GraphError = {
  code: 131_053,
  subcode: null,
  title: "Media upload error",
  detail: "The file was deleted before the message was sent.",
  fbtraceId: null,
  isTransient: false,
};

/** Have those of a new message's files uploaded that its number has not at Meta, so that they are there when its turn comes. */
export const ringMissing = (
  ctx: ScopedContext,
  numberId: Id<"number">,
  rows: readonly MediaRow[],
): Promise<void> =>
  ringUploads(
    ctx,
    numberId,
    rows
      .filter((row) => knownAtMeta(row.metaUploads, numberId, ctx.nowMs()) === null)
      .map(({ id }) => id),
  );

/** Have media uploaded for a number. A bell that is lost is rung again by the message that waits. */
async function ringUploads(
  ctx: ScopedContext,
  numberId: Id<"number">,
  ids: readonly Id<"media">[],
): Promise<void> {
  try {
    for (const mediaId of ids)
      await ctx.enqueue({ kind: "media.upload", tenantId: ctx.tenant.id, mediaId, numberId });
  } catch (error) {
    log("warn", "doorbell.lost", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
