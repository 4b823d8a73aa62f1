/** Keys of one purpose by their id. New work uses `current`; the others only read what they once made. */
export interface KeyRing {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const KEY_BYTES = 32;

/**
 * Read a ring from its secret: `kid:base64 of 32 bytes[,kid:…]`, the first is current. A kid that comes twice is refused: one
 * of its keys would be lost without a word.
 *
 * @throws Error when the secret is malformed. The message names no part of it.
 */
export function parseKeyRing(secret: string): KeyRing {
  const keys = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const entry of secret.split(",")) {
    const [, kid, encoded] = /^\s*([\w-]{1,32}):([\w+/=]+)\s*$/.exec(entry) ?? [];
    if (kid === undefined || encoded === undefined) throw new Error("a key ring is malformed");
    if (keys.has(kid)) throw new Error("a key ring names a key twice");
    const bytes = decode(encoded);
    if (bytes?.length !== KEY_BYTES) throw new Error("a key of a ring is not 32 bytes");
    keys.set(kid, bytes);
  }
  const [current] = keys.keys();
  if (current === undefined) throw new Error("a key ring is empty");
  return { current, keys };
}

function decode(encoded: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(encoded);
  } catch {
    return undefined;
  }
}
