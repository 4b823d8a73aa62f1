import { AppError } from "#core/errors";
import { ACCESS_PARTS, type AccessPart } from "#core/privacy/access-parts";
import { accessKey } from "#features/privacy/build-access";
import { requireRequest } from "#features/privacy/get-request";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * A file of a person's copy.
 *
 * @throws AppError `not_found`; `invalid_state` for another kind of request, and while it is made; `media_unavailable` when its
 *   time is over.
 */
export async function downloadAccess(
  ctx: TenantContext,
  id: string,
  part: AccessPart,
): Promise<Response> {
  requireScope(ctx, "privacy:read");
  requireScope(ctx, "contacts:pii");

  const row = await requireRequest(ctx, id);
  if (row.kind !== "access" || row.status !== "completed")
    throw new AppError("invalid_state", "There is a copy when a request for one is done.");
  const object =
    row.copyEndsAt === null || row.copyEndsAt < ctx.nowMs()
      ? null
      : await ctx.bucket.open(accessKey(row.id, part));
  if (object === null)
    throw new AppError("media_unavailable", "The copy was kept for seven days: ask for another.");
  await commit(ctx, {
    statements: [],
    audit: {
      action: "privacy.download",
      target: row.contactId,
      changes: { request: row.id, part },
    },
  });
  const { name, mimeType } = ACCESS_PARTS[part];
  return new Response(object.body, {
    headers: {
      "content-type": mimeType,
      "content-length": String(object.size),
      "content-disposition": `attachment; filename="${row.id}-${name}"`,
    },
  });
}
