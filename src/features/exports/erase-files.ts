import { expireFiles } from "#features/exports/expire-files";
import { findKept } from "#features/exports/queries";
import type { ScopedContext } from "#platform/context";

/**
 * Take every export out of the bucket before its time: somebody is erased who stands in it. What is under way is waited for.
 *
 * @returns The ids of the exports that are gone, and whether one is under way.
 */
export async function eraseExportFiles(
  ctx: ScopedContext,
): Promise<{ readonly ids: readonly string[]; readonly isUnderWay: boolean }> {
  const kept = await findKept(ctx.db);
  const ended = kept.filter(({ status }) => status === "ready" || status === "failed");
  for (const one of ended) await expireFiles(ctx, one);
  return { ids: ended.map(({ id }) => id), isUnderWay: ended.length < kept.length };
}
