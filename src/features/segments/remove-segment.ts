import { requireSegment } from "#features/segments/queries";
import { asRefusal } from "#features/segments/refusals";
import { deleteSegmentRow } from "#features/segments/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Delete a segment; its contacts stay. @throws AppError `not_found`; `invalid_state` while a draft of a campaign goes to it. */
export async function removeSegment(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "contacts:write");

  const { id: segmentId } = await requireSegment(ctx.db, id);
  try {
    await commit(ctx, {
      statements: deleteSegmentRow(ctx.db, segmentId),
      audit: { action: "segment.delete", target: segmentId },
      answer: { status: 204, body: null },
    });
  } catch (error) {
    throw asRefusal(error);
  }
}
