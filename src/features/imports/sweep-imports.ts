import type { Id } from "#core/ids";
import { expireFile } from "#features/imports/expire-file";
import { findDueImports } from "#features/imports/queries";
import { dropUpload } from "#features/imports/receive-upload";
import { RUN_LEASE_MS } from "#features/imports/run-lease";
import { postponeImport } from "#features/imports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** One sweep looks at so many imports; what is left waits for the next. */
const SWEEP_MAX = 50;

/** Imports whose job was lost are rung for, files that are kept no longer leave the bucket. Part of a tenant's sweep. */
export async function sweepImports(ctx: ScopedContext): Promise<void> {
  for (const { id, status, objectKey } of await findDueImports(ctx.db, ctx.nowMs(), SWEEP_MAX))
    switch (status) {
      case "receiving":
        await dropUpload(ctx, { id, objectKey });
        break;
      case "queued":
      case "running":
      case "undoing":
        await ringAgain(ctx, id);
        break;
      case "completed":
      case "failed":
      case "undone":
        await expireFile(ctx, { id, objectKey });
    }
}

async function ringAgain(ctx: ScopedContext, id: Id<"import">): Promise<void> {
  await commit(ctx, {
    statements: [postponeImport(ctx.db, id, ctx.nowMs() + RUN_LEASE_MS)],
  });
  await ctx.enqueue({ kind: "imports.run", tenantId: ctx.tenant.id, importId: id });
}
