import type { SegmentRow } from "#features/segments/queries";
import type { SegmentView } from "#features/segments/schemas";
import { etagOf } from "#platform/http/etag";

/** The wire shape of a segment. */
export const segmentView = (row: SegmentRow): SegmentView => ({
  id: row.id,
  name: row.name,
  filter: { ...row.filter },
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});

/** The entity tag of a segment: it changes with every change. */
export const segmentEtag = ({ updated_at }: Pick<SegmentView, "updated_at">): string =>
  etagOf(updated_at);
