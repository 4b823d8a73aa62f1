import { foldTag } from "#core/contact/tag";
import { filterOf, refuseUnseen } from "#features/contacts/index";
import { requireSegment } from "#features/segments/queries";
import { asRefusal } from "#features/segments/refusals";
import type { SegmentView, UpdateSegmentBody } from "#features/segments/schemas";
import { segmentEtag, segmentView } from "#features/segments/view";
import { updateSegmentRow } from "#features/segments/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { checkIfMatch } from "#platform/http/etag";

/** Change a segment; what the body leaves out stays. @throws AppError `not_found`, `precondition_failed`, `name_taken`. */
export async function updateSegment(
  ctx: TenantContext,
  id: string,
  { body, ifMatch }: { readonly body: UpdateSegmentBody; readonly ifMatch: string | undefined },
): Promise<SegmentView> {
  requireScope(ctx, "contacts:write");

  const before = await requireSegment(ctx.db, id);
  checkIfMatch(ifMatch, segmentEtag(segmentView(before)));
  if (body.filter !== undefined) await refuseUnseen(ctx, filterOf(body.filter));
  const name = body.name ?? before.name;
  const row = {
    ...before,
    name,
    nameKey: foldTag(name),
    filter: body.filter ?? before.filter,
    updatedAt: Math.max(ctx.nowMs(), before.updatedAt + 1),
  };
  const view = segmentView(row);
  try {
    await commit(ctx, {
      statements: updateSegmentRow(ctx.db, before, row),
      audit: {
        action: "segment.update",
        target: row.id,
        changes: { changed: Object.keys(body) },
      },
      answer: { status: 200, body: view },
    });
  } catch (error) {
    throw asRefusal(error);
  }
  return view;
}
