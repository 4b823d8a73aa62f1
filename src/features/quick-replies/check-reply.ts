import { fieldError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { unknownVariable } from "#core/quick-reply/render";
import { hasMedium } from "#features/quick-replies/queries";
import { CAPTION_LENGTH_MAX } from "#features/quick-replies/schemas";
import type { ScopedContext } from "#platform/context";

/**
 * What a quick reply says, checked.
 *
 * @throws AppError `missing_variable` and `out_of_range` of `/text`; `not_found` of `/media_id`.
 */
export async function checkReply(
  ctx: ScopedContext,
  { text, mediaId }: { readonly text: string; readonly mediaId: string | null },
): Promise<Id<"media"> | null> {
  const unknown = unknownVariable(text);
  if (unknown !== null)
    throw fieldError("missing_variable", "/text", `Nothing fills in {{${unknown}}}.`);
  if (mediaId === null) return null;
  if (text.length > CAPTION_LENGTH_MAX)
    throw fieldError(
      "out_of_range",
      "/text",
      `A caption has at most ${CAPTION_LENGTH_MAX} characters.`,
    );
  if (!isId("media", mediaId) || !(await hasMedium(ctx.db, mediaId)))
    throw fieldError("not_found", "/media_id", "No such file.");
  return mediaId;
}
