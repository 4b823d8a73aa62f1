import { AppError, notFound } from "#core/errors";
import { findImport } from "#features/imports/queries";
import { RUN_LEASE_MS } from "#features/imports/run-lease";
import type { ImportView } from "#features/imports/schemas";
import { importView } from "#features/imports/view";
import { beginUndo, cannotUndo } from "#features/imports/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Take the contacts away again that an import made, but for those to whom something has happened since. What it changed of others
 * stays changed, and the consent ledger keeps what it holds.
 *
 * @throws AppError `not_found`; `invalid_state` unless it is done, and within seven days.
 */
export async function undoImport(ctx: TenantContext, id: string): Promise<ImportView> {
  requireScope(ctx, "contacts:write");

  const row = await findImport(ctx.db, id);
  if (row === undefined) throw notFound();
  const view = importView({ ...row, status: "undoing" });
  const nowMs = ctx.nowMs();
  try {
    await commit(ctx, {
      statements: beginUndo(ctx.db, row.id, { nowMs, dueAtMs: nowMs + RUN_LEASE_MS }),
      audit: { action: "import.undo", target: row.id, changes: { created: row.created } },
      answer: { status: 202, body: view },
    });
  } catch (error) {
    if (!cannotUndo(error)) throw error;
    throw new AppError(
      "invalid_state",
      "Only an import that is done, was no dry run and is younger than seven days can be undone, once.",
    );
  }
  await ctx.enqueue({ kind: "imports.run", tenantId: ctx.tenant.id, importId: row.id });
  return view;
}
