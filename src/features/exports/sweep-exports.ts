import { findDueExports, type ExportRow } from "#features/exports/queries";
import { EXPORT_LEASE_MS } from "#features/exports/run-export";
import { expireExport, postponeExport } from "#features/exports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** One sweep looks at so many exports; what is left waits for the next. */
const SWEEP_MAX = 20;

/** Exports whose job was lost are rung for, and what is kept no longer leaves the bucket. Part of a tenant's sweep. */
export async function sweepExports(ctx: ScopedContext): Promise<void> {
  for (const row of await findDueExports(ctx.db, ctx.nowMs(), SWEEP_MAX))
    if (row.status === "queued" || row.status === "running") await ringAgain(ctx, row);
    else await expire(ctx, row);
}

async function ringAgain(ctx: ScopedContext, { id }: ExportRow): Promise<void> {
  await commit(ctx, { statements: [postponeExport(ctx.db, id, ctx.nowMs() + EXPORT_LEASE_MS)] });
  await ctx.enqueue({ kind: "exports.run", tenantId: ctx.tenant.id, exportId: id });
}

/** What fails is tried again by the next sweep. */
async function expire(ctx: ScopedContext, { id, pieces }: ExportRow): Promise<void> {
  try {
    for (const { key } of pieces) await ctx.bucket.delete(key);
    await commit(ctx, { statements: [expireExport(ctx.db, id)] });
  } catch (error) {
    log("warn", "export.bytes_left", { export: id, ...describeError(error) });
  }
}
