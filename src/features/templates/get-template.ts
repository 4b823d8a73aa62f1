import type { TemplateRow } from "#features/templates/queries";
import { requireTemplate } from "#features/templates/require-template";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getTemplate(ctx: TenantContext, id: string): Promise<TemplateRow> {
  requireScope(ctx, "templates:read");

  return requireTemplate(ctx, id);
}
