/** Keys of one purpose by their id. New work uses `current`; the others only read what they once made. */
export interface KeyRing {
  readonly current: string;
  readonly keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const KEY_BYTES = 32;

/**
 * Read a ring from its secret: `kid:base64 of 32 bytes[,kid:…]`, the first is current.
 *
 * @throws Error when the secret is malformed. The message names no part of it.
 */
export function parseKeyRing(secret: string): KeyRing {
  const keys = new Map(
    secret.split(",").map((entry) => {
      const [, kid, encoded] = /^\s*([\w-]{1,32}):([\w+/=-]+)\s*$/.exec(entry) ?? [];
      if (kid === undefined || encoded === undefined) throw new Error("a key ring is malformed");
      const bytes = Uint8Array.fromBase64(encoded);
      if (bytes.length !== KEY_BYTES) throw new Error("a key of a ring is not 32 bytes");
      return [kid, bytes] as const;
    }),
  );
  const current = keys.keys().next().value;
  if (current === undefined) throw new Error("a key ring is empty");
  return { current, keys };
}
