import { notFound } from "#core/errors";
import { findDraft, type DraftRow } from "#features/drafts/queries";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getDraft(ctx: TenantContext, id: string): Promise<DraftRow> {
  requireScope(ctx, "ai:draft");

  return requireDraft(ctx, id);
}

/** The draft, or `not_found`. */
export async function requireDraft(ctx: ScopedContext, id: string): Promise<DraftRow> {
  const row = await findDraft(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}
