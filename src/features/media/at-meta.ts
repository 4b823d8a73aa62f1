import type { Id } from "#core/ids";
import {
  askAgainMs,
  isGivenUp,
  knownAtMeta,
  lookAgainMs,
  waitedFor,
} from "#core/media/meta-uploads";
import { findMedia, type MediaRow } from "#features/media/queries";
import { askUpload } from "#features/media/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import type { GraphError } from "#platform/meta/graph";

/** Where a medium stands for a message that names it. `waiting`: it is being uploaded; look again after `afterMs`. */
export type AtMeta =
  | { readonly type: "known"; readonly metaMediaId: string }
  | { readonly type: "waiting"; readonly afterMs: number }
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
  await ringUploads(
    ctx,
    numberId,
    [...rows.values()].filter(({ id }) => standing.get(id)?.type === "waiting"),
  );
  return standing;
}

function standingOf(row: MediaRow | undefined, numberId: Id<"number">, nowMs: number): AtMeta {
  if (row?.status !== "stored") return { type: "refused", error: GONE };
  const known = knownAtMeta(row.metaUploads, numberId, nowMs);
  if (known !== null) return { type: "known", metaMediaId: known };
  if (isGivenUp(row.metaUploads, numberId, nowMs))
    return { type: "refused", error: row.metaUploads?.[numberId]?.refused ?? NOT_THERE };
  return { type: "waiting", afterMs: lookAgainMs(waitedFor(row.metaUploads, numberId, nowMs)) };
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

const NOT_THERE: GraphError = {
  ...GONE,
  detail: "The file could not be brought to Meta within a day.",
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
    rows.filter((row) => knownAtMeta(row.metaUploads, numberId, ctx.nowMs()) === null),
  );

/**
 * Have media uploaded for a number, unless somebody asked a while ago: whoever waits for one asks again and again, and each bell would
 * be an upload of its own. A bell that is lost is rung again by the message that waits.
 */
async function ringUploads(
  ctx: ScopedContext,
  numberId: Id<"number">,
  rows: readonly MediaRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const nowMs = ctx.nowMs();
  const statements = rows.map(({ id, metaUploads }) => {
    const waitedMs = isGivenUp(metaUploads, numberId, nowMs)
      ? 0
      : waitedFor(metaUploads, numberId, nowMs);
    return askUpload(ctx.db, {
      mediaId: id,
      numberId,
      nowMs,
      untilMs: nowMs + askAgainMs(waitedMs),
    });
  });
  try {
    const { results } = await commit(ctx, { statements });
    for (const [i, { id }] of rows.entries())
      if (results[i]?.meta.changes === 1)
        await ctx.enqueue({ kind: "media.upload", tenantId: ctx.tenant.id, mediaId: id, numberId });
  } catch (error) {
    log("warn", "doorbell.lost", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
