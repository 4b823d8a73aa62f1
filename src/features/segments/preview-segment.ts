import { previewFilter } from "#features/contacts/index";
import type { PreviewBody, SegmentPreview } from "#features/segments/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** How many contacts pass a filter, and some of them. */
export async function previewSegment(
  ctx: TenantContext,
  { filter }: PreviewBody,
): Promise<SegmentPreview> {
  requireScope(ctx, "contacts:read");

  const { count, isExact, sample } = await previewFilter(ctx, filter);
  return { count, count_is: isExact ? "exact" : "at_least", sample };
}
