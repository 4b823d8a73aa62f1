/** What a medium is to WhatsApp: the message type that carries it. */
export const MEDIA_KINDS = ["image", "sticker", "audio", "video", "document"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** How the bytes of a type begin; see `magic.ts`. */
export type Signature =
  | "png"
  | "jpeg"
  | "webp"
  | "mp4"
  | "ogg"
  | "mp3"
  | "aac"
  | "amr"
  | "pdf"
  | "ole"
  | "zip"
  | "text";

export interface MediaType {
  readonly mimeType: string;
  readonly kind: MediaKind;
  readonly signature: Signature;
  /** The file name endings that it has, the usual one first. */
  readonly extensions: readonly [string, ...string[]];
  /** Whether a browser may show it instead of saving it: it holds nothing that runs. */
  readonly isShown: boolean;
}

const MIB = 1024 * 1024;

/** The largest file of each kind, bytes. Source: Meta, "Media", "Supported media types". */
export const KIND_BYTES_MAX: Readonly<Record<MediaKind, number>> = {
  image: 5 * MIB,
  sticker: 500 * 1024,
  audio: 16 * MIB,
  video: 16 * MIB,
  document: 100 * MIB,
};
/** A sticker that does not move, bytes. */
export const STILL_STICKER_BYTES_MAX = 100 * 1024;
/** Nothing that Meta sends or takes is larger, bytes. */
export const MEDIA_BYTES_MAX = KIND_BYTES_MAX.document;

const OFFICE = "application/vnd.openxmlformats-officedocument";

type Row = readonly [
  mimeType: string,
  kind: MediaKind,
  signature: Signature,
  extensions: readonly [string, ...string[]],
];

const ROWS: readonly Row[] = [
  ["image/jpeg", "image", "jpeg", ["jpg", "jpeg"]],
  ["image/png", "image", "png", ["png"]],
  ["image/webp", "sticker", "webp", ["webp"]],
  ["audio/aac", "audio", "aac", ["aac"]],
  ["audio/amr", "audio", "amr", ["amr"]],
  ["audio/mpeg", "audio", "mp3", ["mp3"]],
  ["audio/mp4", "audio", "mp4", ["m4a", "mp4"]],
  ["audio/ogg", "audio", "ogg", ["ogg", "oga", "opus"]],
  ["video/mp4", "video", "mp4", ["mp4"]],
  ["video/3gpp", "video", "mp4", ["3gp"]],
  ["application/pdf", "document", "pdf", ["pdf"]],
  ["text/plain", "document", "text", ["txt"]],
  ["application/msword", "document", "ole", ["doc"]],
  ["application/vnd.ms-excel", "document", "ole", ["xls"]],
  ["application/vnd.ms-powerpoint", "document", "ole", ["ppt"]],
  [`${OFFICE}.wordprocessingml.document`, "document", "zip", ["docx"]],
  [`${OFFICE}.spreadsheetml.sheet`, "document", "zip", ["xlsx"]],
  [`${OFFICE}.presentationml.presentation`, "document", "zip", ["pptx"]],
];

/** Every type that Meta takes. Source: Meta, "Media", "Supported media types". */
export const MEDIA_TYPES: readonly MediaType[] = ROWS.map(
  ([mimeType, kind, signature, extensions]) => ({
    mimeType,
    kind,
    signature,
    extensions,
    isShown: kind !== "document" || mimeType === "application/pdf",
  }),
);

const BY_NAME = new Map(MEDIA_TYPES.map((type) => [type.mimeType, type]));

/** A content type without its parameters, in lower case: `audio/ogg; codecs=opus` → `audio/ogg`. */
export const essenceOf = (contentType: string): string =>
  (contentType.split(";")[0] ?? "").trim().toLowerCase();

/** The type that a content type names; undefined when Meta does not take it. */
export const mediaTypeOf = (contentType: string): MediaType | undefined =>
  BY_NAME.get(essenceOf(contentType));

/** What bytes of no known type are. */
export const OCTET_STREAM = "application/octet-stream";

const CONTENT_TYPE = /^[\w.+-]+\/[\w.+-]+(?:\s*;\s*[\w.+-]+="?[\w.+,-]+"?)*$/;
const CONTENT_TYPE_MAX = 128;

/** A content type as somebody else gave it, or that of mere bytes when it is none. */
export const readContentType = (text: unknown): string =>
  typeof text === "string" && text.length <= CONTENT_TYPE_MAX && CONTENT_TYPE.test(text)
    ? text
    : OCTET_STREAM;
