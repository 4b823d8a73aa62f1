import { AppError, notFound } from "#core/errors";
import { findImport, findRepeated } from "#features/imports/queries";
import { RUN_LEASE_MS } from "#features/imports/run-lease";
import type { ImportView } from "#features/imports/schemas";
import { importView } from "#features/imports/view";
import { beginRun, cannotRun, NOTHING_YET } from "#features/imports/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Import for good what a dry run only looked at: the same file with the same settings, without sending it again.
 *
 * @throws AppError `missing_scope` when it declares consent that the caller may not record; `not_found`; `invalid_state` unless it is
 *   a dry run that is done, and within seven days.
 */
export async function startImport(ctx: TenantContext, id: string): Promise<ImportView> {
  requireScope(ctx, "contacts:write");

  const row = await findImport(ctx.db, id);
  if (row === undefined) throw notFound();
  if (row.settings.consent !== null) requireScope(ctx, "consents:write");
  const repeats = await findRepeated(ctx.db, row.fingerprint ?? "");
  const nowMs = ctx.nowMs();
  const view = importView({
    ...row,
    ...NOTHING_YET,
    status: "queued",
    dryRun: false,
    repeats,
    createdAt: nowMs,
  });
  try {
    await commit(ctx, {
      statements: beginRun(
        ctx.db,
        { id: row.id, repeats, from: row.file.from },
        { nowMs, dueAtMs: nowMs + RUN_LEASE_MS },
      ),
      audit: {
        action: "import.run",
        target: row.id,
        changes: { rows: row.file.rows, consent: row.settings.consent !== null },
      },
      answer: { status: 202, body: view },
    });
  } catch (error) {
    if (!cannotRun(error)) throw error;
    throw new AppError(
      "invalid_state",
      "Only a dry run that is done and younger than seven days can be imported for good.",
    );
  }
  await ctx.enqueue({ kind: "imports.run", tenantId: ctx.tenant.id, importId: row.id });
  return view;
}
