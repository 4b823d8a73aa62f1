import { displayName } from "#core/media/file-name";
import { readContentType } from "#core/media/types";
import { isRecord, member, textAt } from "#core/whatsapp/envelope-json";

/** What a person's message says of its medium. */
export interface InboundMedium {
  readonly metaMediaId: string;
  readonly mimeType: string;
  /** Hex; null when Meta did not tell it. */
  readonly sha256: string | null;
  readonly filename: string | null;
}

const MEDIA_TYPES = new Set(["image", "video", "audio", "document", "sticker"]);

/**
 * The medium of a message of a person; null when it has none.
 *
 * @param content JSON text of Meta's object of the type.
 */
export function readInboundMedium(type: string, content: string): InboundMedium | null {
  if (!MEDIA_TYPES.has(type)) return null;
  const medium: unknown = JSON.parse(content);
  const id = textAt(medium, "id");
  // Meta's ids are digits; whatever else stands there is no way to a file.
  if (!isRecord(medium) || id === null || !/^\d{1,64}$/.test(id)) return null;
  return {
    metaMediaId: id,
    mimeType: readContentType(member(medium, "mime_type")),
    sha256: sha256HexOf(textAt(medium, "sha256")),
    filename: displayName(textAt(medium, "filename")),
  };
}

const HEX = /^[0-9a-f]{64}$/i;
const BASE64 = /^[A-Za-z0-9+/_-]{43}=?$/;

/** A SHA-256 as Meta writes it, base64 in webhooks and hex elsewhere, as lower-case hex; null when it is neither. */
export function sha256HexOf(text: string | null): string | null {
  if (text === null) return null;
  if (HEX.test(text)) return text.toLowerCase();
  if (!BASE64.test(text)) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/").replace("=", ""));
  return Array.from(binary, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
