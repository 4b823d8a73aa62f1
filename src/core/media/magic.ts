import type { Signature } from "#core/media/types";

/** So many bytes of a file are looked at, at most. */
export const HEAD_BYTES = 1024;

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
  // Readers take a PDF whose header stands anywhere in the first 1,024 bytes.
  pdf: (head) => new TextDecoder("latin1").decode(head).includes("%PDF-"),
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

/** Pixels of a PNG, by its header; null when it has none. */
export function pixelsOf(head: Uint8Array): number | null {
  if (!hasSignature("png", head) || head.length < 24) return null;
  const view = new DataView(head.buffer, head.byteOffset);
  return view.getUint32(16) * view.getUint32(20);
}

const VP8X_ANIMATED = 0x02;

/** Whether a WebP moves, by the flags of its extended header. */
export const isAnimated = (head: Uint8Array): boolean =>
  saysAt(head, 12, "VP8X") && ((head[20] ?? 0) & VP8X_ANIMATED) !== 0;
