import { requireSegment } from "#features/segments/queries";
import type { SegmentView } from "#features/segments/schemas";
import { segmentView } from "#features/segments/view";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getSegment(ctx: TenantContext, id: string): Promise<SegmentView> {
  requireScope(ctx, "contacts:read");

  return segmentView(await requireSegment(ctx.db, id));
}
