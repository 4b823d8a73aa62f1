import { notFound } from "#core/errors";
import { findRequest, type RequestRow } from "#features/privacy/queries";
import type { RequestView } from "#features/privacy/schemas";
import { requestView } from "#features/privacy/view";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/** A request. @throws AppError `not_found`. */
export async function getRequest(ctx: TenantContext, id: string): Promise<RequestView> {
  requireScope(ctx, "privacy:read");

  return requestView(await requireRequest(ctx, id), ctx.nowMs());
}

/** @throws AppError `not_found`. */
export async function requireRequest(ctx: ScopedContext, id: string): Promise<RequestRow> {
  const row = await findRequest(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}
