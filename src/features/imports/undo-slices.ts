import { IMPORT_KEPT_MS } from "#core/import/states";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isStillTouched, planRemoval } from "#features/contacts/index";
import { importUndone } from "#features/imports/events";
import { findSlice, type ReadyImport } from "#features/imports/queries";
import { RUN_LEASE_MS } from "#features/imports/run-lease";
import { undoSlice, wasMoved } from "#features/imports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Slices of one run. */
const SLICES_MAX = 20;

/** Take back what an import made, slice by slice. Whoever comes second to a slice leaves it to the first. */
export async function undoSlices(ctx: ScopedContext, begun: ReadyImport): Promise<void> {
  let row = begun;
  try {
    for (let done = 0; done < SLICES_MAX; done++) {
      row = await undoOne(ctx, row);
      if (row.status === "undone") return;
    }
  } catch (error) {
    if (wasMoved(error)) return;
    throw error;
  }
  await ctx.enqueue({ kind: "imports.run", tenantId: ctx.tenant.id, importId: row.id });
}

function undoOne(ctx: ScopedContext, row: ReadyImport): Promise<ReadyImport> {
  return retryConflict(async () => {
    const made = (await findSlice(ctx.db, row.id, row.undoneSlices))?.created ?? [];
    const { removed, statements, events } = await planRemoval(ctx, made, row.createdAt);
    const isLast = row.undoneSlices + 1 >= row.slices;
    const counts = { removed: removed.length, kept: made.length - removed.length };
    const nowMs = ctx.nowMs();
    const dueAtMs = isLast ? (row.endedAt ?? nowMs) + IMPORT_KEPT_MS : nowMs + RUN_LEASE_MS;
    const after: ReadyImport = {
      ...row,
      status: isLast ? "undone" : "undoing",
      undoneSlices: row.undoneSlices + 1,
      removed: row.removed + counts.removed,
      kept: row.kept + counts.kept,
    };
    await commit(ctx, {
      statements: [...statements, ...undoSlice(ctx.db, row, { ...counts, isLast, dueAtMs })],
      events: [...events, ...(isLast ? [importUndone(after)] : [])],
    });
    return after;
  }, isStillTouched);
}
