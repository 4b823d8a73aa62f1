/**
 * Chance without state: a draw depends on the seed and on what it is drawn for, so that a restart in the middle of a run
 * changes nothing.
 */
type Coordinate = string | number;

/** A number in [0, 1). */
export const draw = (seed: number, ...what: readonly Coordinate[]): number =>
  hash53(`${seed}:${what.join(":")}`) / 2 ** 53;

/** Upper-case hexadecimal digits, at most 13. */
export const drawHex = (seed: number, digits: number, ...what: readonly Coordinate[]): string =>
  hash53(`${seed}:${what.join(":")}`)
    .toString(16)
    .padStart(13, "0")
    .slice(-digits)
    .toUpperCase();

/** Decimal digits of a stable hash, e.g. for an id that must follow from a phone number. */
export const digitsOf = (text: string): string =>
  `${hash53(text).toString().padStart(16, "0")}${(hash53(`${text}#`) % 10_000).toString().padStart(4, "0")}`;

/** A seed for an object that was given none. */
export const seedOf = (text: string): number => hash53(text) % 2 ** 31;

/** Random digits of a given length that do not start with 0: for ids that are unique in a deployment. */
export function randomDigits(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte, i) => (i === 0 ? 1 + (byte % 9) : byte % 10)).join("");
}

/** Random capital letters and digits 2 to 7: what codes that people may type are made of. */
export function randomCode(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte % 32]).join("");
}

/** 53 bits of a text: two multiplicative 32-bit hashes side by side (the "cyrb53" scheme). Not cryptographic. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
}
