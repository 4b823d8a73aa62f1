import type { ExportResource } from "#core/export/states";
import { TABLES, tablesOf } from "#features/exports/tables";
import { requireScope, type TenantContext } from "#platform/context";

/** Whoever takes a resource along may read what is in it. @throws AppError `missing_scope`. */
export function requireTables(ctx: TenantContext, resource: ExportResource): void {
  requireScope(ctx, resource === "audit" ? "audit:read" : "contacts:export");
  for (const table of tablesOf(resource))
    for (const scope of TABLES[table].scopes) requireScope(ctx, scope);
}
