/** What a file that is said to be CSV begins as. */
export type FileKind = "text" | "utf-16le" | "utf-16be" | "other";

/** So many first bytes tell of every kind. */
export const KIND_BYTES = 1024;

const SIGNATURES: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x03, 0x04], // ZIP, and so XLSX and ODS
  [0x50, 0x4b, 0x05, 0x06],
  [0xd0, 0xcf, 0x11, 0xe0], // OLE 2: XLS
  [0x25, 0x50, 0x44, 0x46], // %PDF
  [0x1f, 0x8b], // gzip
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x52, 0x61, 0x72, 0x21], // RAR
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0xff, 0xd8, 0xff], // JPEG
  [0x53, 0x51, 0x4c, 0x69], // SQLite
];
/** Markup and JSON are text, and no table: a spreadsheet "saved as CSV" is often a page. */
const MARKUP = /^\s*(?:<!doctype|<html|<\?xml|<table|\{\\rtf|\{\s*"|\[\s*\{)/i;

/**
 * Tell by its first bytes whether a file can be CSV, whatever it is called.
 *
 * @param head The first {@link KIND_BYTES} bytes, or all.
 */
export function fileKind(head: Uint8Array): FileKind {
  if (begins(head, [0xff, 0xfe])) return "utf-16le";
  if (begins(head, [0xfe, 0xff])) return "utf-16be";
  if (SIGNATURES.some((signature) => begins(head, signature))) return "other";
  if (head.includes(0)) return withoutMark(head);
  return MARKUP.test(String.fromCharCode(...head.subarray(0, 64))) ? "other" : "text";
}

const begins = (head: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, i) => head[i] === byte);

/** Latin text in UTF-16 has a zero in every other byte. */
function withoutMark(head: Uint8Array): FileKind {
  const pairs = Math.floor(head.length / 2);
  let [even, odd] = [0, 0];
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even += 1;
    if (head[2 * i + 1] === 0) odd += 1;
  }
  if (even === 0 && odd * 4 >= pairs * 3) return "utf-16le";
  if (odd === 0 && even * 4 >= pairs * 3) return "utf-16be";
  return "other";
}
