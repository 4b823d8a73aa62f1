import { AppError, fieldError } from "#core/errors";
import { essenceOf } from "#core/media/types";
import { findMedium, type MediaRow } from "#features/media/queries";
import type { ProfilePictureBody } from "#features/media/schemas-picture";
import {
  appOfNumber,
  requireNumberInUse,
  updateNumberProfile,
  type ProfileView,
} from "#features/numbers/index";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { callsOf } from "#platform/meta/graph";
import { managed } from "#platform/meta/graph-failure";
import { uploadResumable } from "#platform/meta/resumable-upload";

/** What Meta takes for a picture of a profile. Source: Meta, "Resumable Upload API". */
const PICTURE_TYPES: readonly string[] = ["image/jpeg", "image/png"];

/**
 * Show a picture that was uploaded here on a number's profile.
 *
 * @throws AppError `not_found` for the number or the medium, `unsupported_media` when it is no picture, `invalid_state`,
 *   `media_unavailable`, `number_needs_reauth`, `meta_refused`, `meta_error`.
 */
export async function setProfilePicture(
  ctx: TenantContext,
  id: string,
  { media_id: mediaId }: ProfilePictureBody,
): Promise<ProfileView> {
  requireScope(ctx, "numbers:write");

  const row = await requireNumberInUse(ctx, id);
  const medium = await requirePicture(ctx, mediaId);
  const { app } = await appOfNumber(ctx, row);
  const object = medium.objectKey === null ? null : await ctx.bucket.open(medium.objectKey);
  if (object === null) throw new AppError("media_unavailable", "The bytes of the medium are gone.");
  const mimeType = essenceOf(medium.mimeType);
  const handle = managed(
    await uploadResumable(await callsOf(ctx, row), {
      appId: app?.appId ?? null,
      name: mimeType.replace("image/", "picture."),
      mimeType,
      sizeBytes: object.size,
      body: object.body,
    }),
  );
  return updateNumberProfile(ctx, row.id, { profile_picture_handle: handle });
}

async function requirePicture(ctx: ScopedContext, mediaId: string): Promise<MediaRow> {
  const medium = await findMedium(ctx.db, mediaId);
  if (medium === undefined) throw fieldError("not_found", "/media_id", "No such medium.");
  if (medium.status !== "stored")
    throw fieldError("invalid_state", "/media_id", "The medium is not here yet.");
  if (!PICTURE_TYPES.includes(essenceOf(medium.mimeType)))
    throw fieldError("unsupported_media", "/media_id", "A picture is a JPEG or a PNG.");
  return medium;
}
