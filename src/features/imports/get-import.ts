import { notFound } from "#core/errors";
import { findImport } from "#features/imports/queries";
import type { ImportView } from "#features/imports/schemas";
import { importView } from "#features/imports/view";
import { requireScope, type TenantContext } from "#platform/context";

/** One import, and how far it is. @throws AppError `not_found`. */
export async function getImport(ctx: TenantContext, id: string): Promise<ImportView> {
  requireScope(ctx, "contacts:read");

  const row = await findImport(ctx.db, id);
  if (row === undefined) throw notFound();
  return importView(row);
}
