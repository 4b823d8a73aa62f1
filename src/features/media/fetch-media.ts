/** The files of incoming messages: from Meta into the bucket, tried again until Meta keeps them no longer. */
import { backoffSeconds, type BackoffPolicy } from "#core/backoff";
import type { Id } from "#core/ids";
import { MEDIA_BYTES_MAX } from "#core/media/types";
import { mediaReady } from "#features/media/events";
import { loadFromMeta, type Loaded } from "#features/media/load-from-meta";
import { findMedium, findMessageIds, type MediaRow } from "#features/media/queries";
import { newObjectKey } from "#features/media/receive-file";
import {
  claimedFetch,
  claimFetch,
  giveUpFetch,
  postponeFetch,
  storeFetched,
} from "#features/media/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { log } from "#platform/log";
import type { JobOutcome } from "#platform/queue/jobs";

/** Nobody else fetches a medium for so long after somebody began, ms. */
const LEASE_MS = 15 * 60 * 1000;
const BACKOFF: BackoffPolicy = { baseSeconds: 4, maxSeconds: 60 * 60 };
/** A wait that is longer is left to the sweep, seconds. */
const RETRY_SECONDS_MAX = 60;
/** So often bytes may come that are not those that Meta tells of. */
const ODD_BYTES_MAX = 5;

/**
 * Fetch a pending medium whose time has come. The row names the key before its bytes are in the bucket, so a fetch that is cut short
 * leaves none that nobody knows of. Safe to run twice and at the same time.
 */
export async function fetchMedia(ctx: ScopedContext, id: Id<"media">): Promise<JobOutcome> {
  const nowMs = ctx.nowMs();
  const objectKey = newObjectKey();
  const claim = { nowMs, untilMs: nowMs + LEASE_MS, objectKey };
  const { results } = await commit(ctx, { statements: claimFetch(ctx.db, id, claim) });
  const { isMine, left } = claimedFetch(results);
  const row = isMine ? await findMedium(ctx.db, id) : undefined;
  if (row === undefined) return { type: "done" };
  if (left !== null) await ctx.bucket.delete(left);
  if ((row.metaExpiresAt ?? 0) <= nowMs) return giveUp(ctx, row, "expired", "expired");
  return settle(ctx, row, await loadFromMeta(ctx, row, { objectKey, bytesMax: MEDIA_BYTES_MAX }));
}

async function settle(ctx: ScopedContext, row: MediaRow, loaded: Loaded): Promise<JobOutcome> {
  switch (loaded.type) {
    case "stored":
      return keep(ctx, row, loaded);
    case "gone":
      return giveUp(ctx, row, "failed", loaded.reason);
    case "odd":
      return row.attempts >= ODD_BYTES_MAX
        ? giveUp(ctx, row, "failed", loaded.reason)
        : postpone(ctx, row, loaded.reason);
    case "later":
      return postpone(ctx, row, loaded.reason);
  }
}

async function keep(
  ctx: ScopedContext,
  { id, messageId }: MediaRow,
  stored: Extract<Loaded, { type: "stored" }>,
): Promise<JobOutcome> {
  const message = messageId === null ? undefined : await findMessageIds(ctx.db, messageId);
  const { results } = await commit(ctx, {
    statements: [storeFetched(ctx.db, id, { ...stored, nowMs: ctx.nowMs() })],
    events: message === undefined ? [] : [mediaReady(id, message)],
  });
  // It was deleted meanwhile, or somebody else fetches it by now.
  if (results[0]?.meta.changes !== 1) await ctx.bucket.delete(stored.objectKey);
  return { type: "done" };
}

async function postpone(ctx: ScopedContext, row: MediaRow, reason: string): Promise<JobOutcome> {
  const afterSeconds = backoffSeconds(row.attempts, BACKOFF, 1);
  const dueAtMs = ctx.nowMs() + afterSeconds * 1000;
  log("warn", "media.postponed", { media: row.id, attempt: row.attempts, reason });
  await commit(ctx, { statements: [postponeFetch(ctx.db, row, { dueAtMs, error: reason })] });
  return afterSeconds <= RETRY_SECONDS_MAX ? { type: "retry", afterSeconds } : { type: "done" };
}

async function giveUp(
  ctx: ScopedContext,
  row: MediaRow,
  status: "failed" | "expired",
  reason: string,
): Promise<JobOutcome> {
  log("warn", "media.given_up", { media: row.id, status, reason });
  await commit(ctx, {
    statements: [giveUpFetch(ctx.db, row, { status, error: reason })],
  });
  return { type: "done" };
}
