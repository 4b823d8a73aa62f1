import { foldTag } from "#core/contact/tag";
import { filterOf, refuseUnseen } from "#features/contacts/index";
import { asRefusal } from "#features/segments/refusals";
import type { SegmentBody, SegmentView } from "#features/segments/schemas";
import { segmentView } from "#features/segments/view";
import { insertSegment } from "#features/segments/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Keep a filter under a name. @throws AppError `name_taken`, `missing_scope` as `refuseUnseen`. */
export async function createSegment(ctx: TenantContext, body: SegmentBody): Promise<SegmentView> {
  requireScope(ctx, "contacts:write");

  await refuseUnseen(ctx, filterOf(body.filter));
  const nowMs = ctx.nowMs();
  const row = {
    id: ctx.newId("segment"),
    name: body.name,
    nameKey: foldTag(body.name),
    filter: body.filter,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
  const view = segmentView(row);
  try {
    await commit(ctx, {
      statements: [insertSegment(ctx.db, row)],
      audit: { action: "segment.create", target: row.id },
      answer: { status: 201, body: view },
    });
  } catch (error) {
    throw asRefusal(error);
  }
  return view;
}
