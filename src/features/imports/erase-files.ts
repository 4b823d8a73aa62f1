import { expireFile } from "#features/imports/expire-file";
import { findFiles } from "#features/imports/queries";
import type { ScopedContext } from "#platform/context";

/**
 * Take every file of contacts out of the bucket before its time, and what was wrong with its rows: somebody is erased, and a file
 * writes phones and names in too many ways to look for one. An import that is under way needs its file.
 *
 * @returns How many files went, and whether one is still needed.
 */
export async function eraseImportFiles(
  ctx: ScopedContext,
): Promise<{ readonly files: number; readonly isNeeded: boolean }> {
  const files = await findFiles(ctx.db);
  const ended = files.filter(({ status }) => ENDED.has(status));
  for (const file of ended) await expireFile(ctx, file);
  return { files: ended.length, isNeeded: ended.length < files.length };
}

const ENDED: ReadonlySet<string> = new Set(["completed", "failed", "undone"]);
