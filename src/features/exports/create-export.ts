import type { ExportRow } from "#features/exports/queries";
import { requireTables } from "#features/exports/require-tables";
import { EXPORT_LEASE_MS } from "#features/exports/run-export";
import type { ExportBody, ExportView } from "#features/exports/schemas";
import { exportView } from "#features/exports/view";
import { insertExport } from "#features/exports/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Have a table written to a file. @throws AppError `missing_scope` for what the caller may not read. */
export async function createExport(
  ctx: TenantContext,
  { resource, format, filter }: ExportBody,
): Promise<ExportView> {
  requireScope(ctx, resource === "audit" ? "audit:read" : "contacts:export");

  requireTables(ctx, resource);
  const nowMs = ctx.nowMs();
  const row: ExportRow = {
    id: ctx.newId("export"),
    status: "queued",
    resource,
    format,
    filter: filter ?? null,
    cursor: null,
    pieces: [],
    used: [],
    rowCount: 0,
    actor: `${ctx.actor.kind}:${ctx.actor.id}`,
    createdAt: nowMs,
    endedAt: null,
    dueAt: nowMs + EXPORT_LEASE_MS,
  };
  const view = exportView(row);
  await commit(ctx, {
    statements: [insertExport(ctx.db, row)],
    audit: {
      action: "export.create",
      target: row.id,
      changes: { resource, format, filtered: filter !== undefined },
    },
    answer: { status: 202, body: view },
  });
  await ctx.enqueue({ kind: "exports.run", tenantId: ctx.tenant.id, exportId: row.id });
  return view;
}
