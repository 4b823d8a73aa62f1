import { eq } from "drizzle-orm";

import { AppError } from "#core/errors";
import { isId } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { segments } from "#db/tenant/schema";
import type { CampaignRow } from "#features/campaigns/queries";

/** The segment that an audience names. @throws AppError `not_found` of `/audience/segment_id`. */
export async function requireSegment(db: TenantDb, id: string) {
  const row = isId("segment", id)
    ? await db.select().from(segments).where(eq(segments.id, id)).get()
    : undefined;
  if (row === undefined) throw segmentGone();
  return row;
}

/**
 * The campaign with the filter of its segment as it is now; one that was launched has it already.
 *
 * @throws AppError as {@link requireSegment}.
 */
export async function withSegment<C extends Pick<CampaignRow, "audience">>(
  db: TenantDb,
  campaign: C,
): Promise<C> {
  const { segment_id: id, filter } = campaign.audience;
  if (id === undefined || filter !== undefined) return campaign;
  const segment = await requireSegment(db, id);
  return { ...campaign, audience: { segment_id: id, filter: { ...segment.filter } } };
}

/** There is no such segment, or none any more. */
export function segmentGone(cause?: unknown): AppError {
  const message = "There is no such segment.";
  return new AppError("not_found", message, {
    errors: [{ pointer: "/audience/segment_id", code: "not_found", message }],
    cause,
  });
}
