import { fieldError } from "#core/errors";
import { isId } from "#core/ids";
import { mediaTypeOf } from "#core/media/types";
import { mediaIdsOf, type MediaId } from "#core/whatsapp/outgoing/media-ids";
import type { MediaRow } from "#features/media/index";
import type { SendMessageBody } from "#features/messages/send-schemas";

/** What ids of media begin with that are not Meta's. */
const OWN_MEDIUM = "med_";

/**
 * Check the files of ours that a message names: each is here, and of a type that the message takes.
 *
 * @throws AppError `not_found`, `unsupported_media`, with the place.
 */
export function checkMedia(
  { type, content }: Pick<SendMessageBody, "type" | "content">,
  media: readonly MediaRow[],
): void {
  for (const named of mediaIdsOf(type, content).filter(({ id }) => id.startsWith(OWN_MEDIUM))) {
    const row = media.find(({ id }) => id === named.id);
    if (!isId("media", named.id) || row === undefined || row.deletedAt !== null)
      throw fieldError("not_found", named.pointer, "No such medium.");
    if (row.status !== "stored")
      throw fieldError("unsupported_media", named.pointer, "The file is not here.");
    checkKind(row, named);
  }
}

function checkKind({ mimeType }: MediaRow, { pointer }: MediaId): void {
  const wanted = pointer.split("/").at(-2) ?? "";
  const kind = mediaTypeOf(mimeType)?.kind;
  // A picture or a film may be sent as a document too.
  if (kind === wanted || (kind !== undefined && wanted === "document")) return;
  throw fieldError("unsupported_media", pointer, `A file of ${mimeType} is no ${wanted}.`);
}
