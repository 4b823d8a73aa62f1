import { sha256 } from "@noble/hashes/sha2.js";

import { BASE32 } from "#core/ids";

/** The first ten characters of a TypeID's suffix are exactly the 48 bits of its time. */
export const TIME_CHARS = 10;
const HASH_BYTES = 10;

/** The time characters of an instant, Unix ms. */
export function timeChars(atMs: number): string {
  let text = "";
  for (
    let rest = Math.max(0, Math.trunc(atMs));
    text.length < TIME_CHARS;
    rest = Math.floor(rest / 32)
  )
    text = (BASE32[rest % 32] ?? "") + text;
  return text;
}

/** The instant (Unix ms) that the time characters of a suffix say, as {@link timeChars} wrote them. */
export function instantOfChars(suffix: string): number {
  let ms = 0;
  for (const char of suffix.slice(0, TIME_CHARS)) ms = ms * 32 + BASE32.indexOf(char);
  return ms;
}

/**
 * The suffix of an id that nobody has to look up, because it follows from what it names: the given time, then 74 bits of
 * SHA-256 over the seed, laid out as a UUIDv7.
 *
 * @param time Ten characters: the start of another id's suffix, or `timeChars`.
 */
export function derivedSuffix(time: string, seed: string): string {
  const digest = sha256(new TextEncoder().encode(seed));
  const bytes = digest.slice(0, HASH_BYTES);
  const [version = 0, , variant = 0] = digest;
  bytes[0] = (version & 0x0f) | 0x70;
  bytes[2] = (variant & 0x3f) | 0x80;
  return `${time}${base32(bytes)}`;
}

/** Five bits a character; the length in bits must be a multiple of five. */
function base32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let shift = bytes.length * 8 - 5; shift >= 0; shift -= 5)
    text += BASE32[Number((bits >> BigInt(shift)) & 31n)] ?? "";
  return text;
}
