import { AppError } from "#core/errors";
import type { ImportSettings } from "#core/import/shapes";
import { findRepeated, type ReadyImport } from "#features/imports/queries";
import { dropUpload, type ReceivedUpload } from "#features/imports/receive-upload";
import { RUN_LEASE_MS } from "#features/imports/run-lease";
import type { ImportView } from "#features/imports/schemas";
import { settingsOf } from "#features/imports/settings";
import { importView } from "#features/imports/view";
import { keepImport, NOTHING_YET, wasSwept } from "#features/imports/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { sha256Hex } from "#platform/hash";

/**
 * Have a file that was received imported. A call that was answered before, or whose settings do not fit the file, leaves nothing in
 * the bucket.
 *
 * @throws AppError `missing_scope` when it declares consent that the caller may not record; `header_missing`, `invalid_request`,
 *   `out_of_range`, `not_found`.
 */
export async function createImport(
  ctx: TenantContext,
  upload: ReceivedUpload,
): Promise<ImportView> {
  requireScope(ctx, "contacts:write");

  try {
    if (upload.form.consent !== undefined) requireScope(ctx, "consents:write");
    const settings = await settingsOf(ctx, upload.file.headers, upload.form);
    const row = await newRow(ctx, upload, settings);
    const view = importView(row);
    await commit(ctx, {
      statements: keepImport(ctx.db, keptOf(row)),
      audit: {
        action: "import.create",
        target: row.id,
        changes: { rows: row.file.rows, dry_run: row.dryRun, consent: settings.consent !== null },
      },
      answer: { status: 202, body: view },
    });
    await ctx.enqueue({ kind: "imports.run", tenantId: ctx.tenant.id, importId: row.id });
    return view;
  } catch (error) {
    await dropUpload(ctx, upload);
    throw wasSwept(error) ? new AppError("unavailable", "The upload took too long.") : error;
  }
}

async function newRow(
  ctx: ScopedContext,
  { form, file, fileName, ...upload }: ReceivedUpload,
  settings: ImportSettings,
): Promise<ReadyImport> {
  const fingerprint = await sha256Hex(JSON.stringify([upload.sha256, settings]));
  const nowMs = ctx.nowMs();
  return {
    ...NOTHING_YET,
    ...upload,
    status: "queued",
    dryRun: form.dry_run,
    fileName,
    file,
    settings,
    fingerprint,
    repeats: await findRepeated(ctx.db, fingerprint),
    cursor: file.from.byte,
    line: file.from.line,
    actor: `${ctx.actor.kind}:${ctx.actor.id}`,
    createdAt: nowMs,
    dueAt: nowMs + RUN_LEASE_MS,
  };
}

const keptOf = (row: ReadyImport) => ({
  id: row.id,
  dryRun: row.dryRun,
  fileName: row.fileName,
  size: row.size,
  sha256: row.sha256,
  file: row.file,
  settings: row.settings,
  fingerprint: row.fingerprint,
  repeats: row.repeats,
  cursor: row.cursor,
  line: row.line,
  createdAt: row.createdAt,
  dueAt: row.dueAt,
});
