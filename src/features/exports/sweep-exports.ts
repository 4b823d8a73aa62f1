import { expireFiles } from "#features/exports/expire-files";
import { findDueExports, type ExportRow } from "#features/exports/queries";
import { EXPORT_LEASE_MS } from "#features/exports/run-export";
import { postponeExport } from "#features/exports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** One sweep looks at so many exports; what is left waits for the next. */
const SWEEP_MAX = 20;

/** Exports whose job was lost are rung for, and what is kept no longer leaves the bucket. Part of a tenant's sweep. */
export async function sweepExports(ctx: ScopedContext): Promise<void> {
  for (const row of await findDueExports(ctx.db, ctx.nowMs(), SWEEP_MAX))
    if (row.status === "queued" || row.status === "running") await ringAgain(ctx, row);
    else await expireFiles(ctx, row);
}

async function ringAgain(ctx: ScopedContext, { id }: ExportRow): Promise<void> {
  await commit(ctx, { statements: [postponeExport(ctx.db, id, ctx.nowMs() + EXPORT_LEASE_MS)] });
  await ctx.enqueue({ kind: "exports.run", tenantId: ctx.tenant.id, exportId: id });
}
