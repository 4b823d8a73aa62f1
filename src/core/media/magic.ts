import type { Signature } from "#core/media/types";

/** So many bytes of a file are looked at, at most: a JPEG tells its size behind whatever its camera has to say. */
export const HEAD_BYTES = 128 * 1024;
/** Readers take a PDF whose header stands anywhere in so many bytes. */
const PDF_HEADER_BYTES = 1024;

/** Where each signature stands, by the formats' own documents. */
const SIGNATURES: Readonly<Record<Signature, (head: Uint8Array) => boolean>> = {
  png: (head) => begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  jpeg: (head) => begins(head, [0xff, 0xd8, 0xff]),
  webp: (head) => saysAt(head, 0, "RIFF") && saysAt(head, 8, "WEBP"),
  mp4: (head) => saysAt(head, 4, "ftyp"),
  ogg: (head) => saysAt(head, 0, "OggS"),
  mp3: (head) => saysAt(head, 0, "ID3") || isFrameSync(head, 0xe0),
  aac: (head) => saysAt(head, 0, "ADIF") || isFrameSync(head, 0xf0),
  amr: (head) => saysAt(head, 0, "#!AMR"),
  pdf: (head) =>
    new TextDecoder("latin1").decode(head.subarray(0, PDF_HEADER_BYTES)).includes("%PDF-"),
  ole: (head) => begins(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  zip: (head) => begins(head, [0x50, 0x4b, 0x03, 0x04]),
  text: (head) => !head.includes(0),
};

/** Whether a file begins as the type that it is said to be. @param head Its first `HEAD_BYTES` bytes, or all of it. */
export const hasSignature = (signature: Signature, head: Uint8Array): boolean =>
  SIGNATURES[signature](head);

const begins = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);

const saysAt = (head: Uint8Array, at: number, word: string): boolean =>
  Array.from(word).every((letter, i) => head[at + i] === letter.charCodeAt(0));

const isFrameSync = (head: Uint8Array, mask: number): boolean =>
  head[0] === 0xff && ((head[1] ?? 0) & mask) === mask;

/** A picture with more pixels takes gigabytes to show, however small its file is. */
export const PIXELS_MAX = 100_000_000;

/** Pixels of a picture, by its header; null when it has none, or is no picture. */
export function pixelsOf(head: Uint8Array): number | null {
  if (hasSignature("png", head)) return pngPixels(head);
  if (hasSignature("jpeg", head)) return jpegPixels(head);
  return hasSignature("webp", head) ? webpPixels(head) : null;
}

const viewOf = (head: Uint8Array): DataView =>
  new DataView(head.buffer, head.byteOffset, head.byteLength);

function pngPixels(head: Uint8Array): number | null {
  if (head.length < 24) return null;
  const view = viewOf(head);
  return view.getUint32(16) * view.getUint32(20);
}

/** Markers of a JPEG that begin a frame: all of C0 to CF but three that mean something else. Source: ITU T.81, table B.1. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** A marker that stands alone, or bytes that fill up to the next. */
const hasNoLength = (marker: number): boolean =>
  marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

function jpegPixels(head: Uint8Array): number | null {
  const view = viewOf(head);
  let at = 2;
  while (at + 9 <= head.length && head[at] === 0xff) {
    const marker = head[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (hasNoLength(marker)) at += 2;
    else if (isFrame(marker)) return view.getUint16(at + 5) * view.getUint16(at + 7);
    else at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** Source: RFC 9649, "WebP Image Format": the lossy, the lossless and the extended header. */
function webpPixels(head: Uint8Array): number | null {
  if (head.length < 30) return null;
  const view = viewOf(head);
  if (saysAt(head, 12, "VP8X"))
    return (1 + (view.getUint32(23, true) >>> 8)) * (1 + (view.getUint32(26, true) >>> 8));
  if (saysAt(head, 12, "VP8L")) {
    const bits = view.getUint32(21, true);
    return (1 + (bits & 0x3fff)) * (1 + ((bits >>> 14) & 0x3fff));
  }
  if (!saysAt(head, 12, "VP8 ")) return null;
  return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
}

const VP8X_ANIMATED = 0x02;

/** Whether a WebP moves, by the flags of its extended header. */
export const isAnimated = (head: Uint8Array): boolean =>
  saysAt(head, 12, "VP8X") && ((head[20] ?? 0) & VP8X_ANIMATED) !== 0;
