import { templateChanged } from "#features/templates/events";
import { expectedAtMeta, findAll } from "#features/templates/queries-sync";
import { missTemplate } from "#features/templates/writes";
import { recordChange } from "#features/templates/writes-history";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Marked in one batch. */
const BATCH = 50;

/** Mark what Meta's whole list did not hold. What changed since the reading began is left alone: the list may be older. */
export async function markMissing(
  ctx: ScopedContext,
  read: {
    readonly wabaId: string;
    /** Meta's ids of all that were listed. */
    readonly seen: ReadonlySet<string>;
    readonly startedAtMs: number;
  },
): Promise<void> {
  const expected = await expectedAtMeta(ctx.db, read.wabaId, read.startedAtMs);
  const missing = expected.filter(({ metaTemplateId }) => !read.seen.has(metaTemplateId ?? ""));
  for (let at = 0; at < missing.length; at += BATCH) {
    const rows = await findAll(
      ctx.db,
      missing.slice(at, at + BATCH).map(({ id }) => id),
    );
    const pairs = rows.map((before) => ({
      before,
      after: { ...before, status: "missing_upstream" as const, pausedUntil: null },
    }));
    await commit(ctx, {
      statements: pairs.flatMap((pair) => [
        missTemplate(ctx.db, pair.before, ctx.nowMs()),
        ...recordChange(ctx.db, { act: "missing", atMs: read.startedAtMs, ...pair }),
      ]),
      events: pairs.flatMap(({ before, after }) => templateChanged(before, after)),
    });
  }
}
