const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** 43 base62 characters carry 256 bits. */
const SECRET_LENGTH = 43;
const CHECKSUM_LENGTH = 6;

/** A kind of secret by which somebody outside is known: `<prefix>_<id>_<secret><checksum>`. */
export interface CheckedKey {
  /**
   * Spell a key.
   *
   * @param idSuffix The id that it belongs to, without its prefix: 26 base32 characters.
   * @param entropy  32 random bytes.
   */
  readonly format: (idSuffix: string, entropy: Uint8Array) => string;
  /** The id inside a well-formed key, or `undefined` when its shape or checksum is wrong. */
  readonly parse: (key: string) => { readonly idSuffix: string } | undefined;
}

/**
 * Keys of one prefix. The checksum lets a typo be refused without a look-up and lets scanners recognise a leaked key.
 *
 * @param prefix Lower-case letters; no two kinds of keys have the same.
 */
export function checkedKey(prefix: string): CheckedKey {
  const shape = new RegExp(
    `^${prefix}_([0-7][0-9a-hjkmnp-tv-z]{25})_([0-9A-Za-z]{${SECRET_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`,
  );
  return {
    format: (idSuffix, entropy) => {
      if (entropy.length !== 32) throw new RangeError("entropy must be 32 bytes");
      const number = entropy.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      const body = `${prefix}_${idSuffix}_${base62(number, SECRET_LENGTH)}`;
      return body + checksum(body);
    },
    parse: (key) => {
      const idSuffix = shape.exec(key)?.[1];
      if (idSuffix === undefined) return undefined;
      const body = key.slice(0, -CHECKSUM_LENGTH);
      return checksum(body) === key.slice(-CHECKSUM_LENGTH) ? { idSuffix } : undefined;
    },
  };
}

const checksum = (text: string): string => base62(BigInt(crc32(text)), CHECKSUM_LENGTH);

function base62(value: bigint, length: number): string {
  let text = "";
  for (let rest = value, i = 0; i < length; i++, rest /= 62n)
    text = BASE62.charAt(Number(rest % 62n)) + text;
  return text;
}

/** CRC-32 (ISO 3309, reflected) of ASCII text, as an unsigned 32-bit number. */
function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i) & 0xff;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
