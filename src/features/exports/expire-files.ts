import type { ExportRow } from "#features/exports/queries";
import { expireExport } from "#features/exports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** Take the files of an export out of the bucket. What fails is tried again by the next sweep. */
export async function expireFiles(
  ctx: ScopedContext,
  { id, pieces }: Pick<ExportRow, "id" | "pieces">,
): Promise<void> {
  try {
    for (const { key } of pieces) await ctx.bucket.delete(key);
    await commit(ctx, { statements: [expireExport(ctx.db, id)] });
  } catch (error) {
    log("warn", "export.bytes_left", { export: id, ...describeError(error) });
  }
}
