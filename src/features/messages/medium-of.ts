import { isId, type Id } from "#core/ids";
import { mediaIdOf } from "#core/media/media-id";
import { MEDIA_KINDS } from "#core/media/types";
import { mediaIdsOf } from "#core/whatsapp/outgoing/media-ids";
import type { MessageRow } from "#features/messages/queries";

const KINDS: ReadonlySet<string> = new Set(MEDIA_KINDS);

/** The medium of ours that a message came with, or that it is sent with; null when it has none. */
export function mediumOf(
  row: Pick<MessageRow, "id" | "direction" | "sentFrom" | "type" | "content">,
): Id<"media"> | null {
  if (row.direction === "inbound" || row.sentFrom !== null)
    return KINDS.has(row.type) ? mediaIdOf(row.id) : null;
  return ownMediaOf(row)[0] ?? null;
}

/** The media of ours that an outgoing message names, each once. */
export const ownMediaOf = ({
  type,
  content,
}: Pick<MessageRow, "type" | "content">): readonly Id<"media">[] => [
  ...new Set(mediaIdsOf(type, content).flatMap(({ id }) => (isId("media", id) ? [id] : []))),
];

/** Every file of ours that a message came with, or is sent with. */
export const mediaNamedBy = (
  row: Pick<MessageRow, "id" | "direction" | "sentFrom" | "type" | "content">,
): readonly Id<"media">[] => {
  if (row.direction === "outbound" && row.sentFrom === null) return ownMediaOf(row);
  const id = mediumOf(row);
  return id === null ? [] : [id];
};
