import { notFound } from "#core/errors";
import { linkTo } from "#features/exports/link";
import { findExport } from "#features/exports/queries";
import { requireTables } from "#features/exports/require-tables";
import type { ExportView } from "#features/exports/schemas";
import { exportView } from "#features/exports/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One export, with a link once it is ready. @throws AppError `not_found`; `missing_scope` for what the caller may not read. */
export async function getExport(ctx: TenantContext, id: string): Promise<ExportView> {
  requireScope(ctx, "contacts:read");

  const row = await findExport(ctx.db, id);
  if (row === undefined) throw notFound();
  requireTables(ctx, row.resource);
  return exportView(row, row.status === "ready" ? await linkTo(ctx, row.id) : null);
}
