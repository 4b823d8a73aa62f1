import type { Id } from "#core/ids";
import type { ExportRow } from "#features/exports/queries";
import { expireExport } from "#features/exports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** Where the pieces of an export lie, and what runs left there that were cut off. */
export const folderOf = (id: Id<"export">): string => `exports/${id}/`;

/** Take the files of an export out of the bucket. What fails is tried again by the next sweep. */
export async function expireFiles(
  ctx: ScopedContext,
  { id }: Pick<ExportRow, "id">,
): Promise<void> {
  try {
    for (let after: string | null = null; ;) {
      const { keys, next } = await ctx.bucket.list(folderOf(id), after);
      for (const key of keys) await ctx.bucket.delete(key);
      if (next === null) break;
      after = next;
    }
    await commit(ctx, { statements: [expireExport(ctx.db, id)] });
  } catch (error) {
    log("warn", "export.bytes_left", { export: id, ...describeError(error) });
  }
}
