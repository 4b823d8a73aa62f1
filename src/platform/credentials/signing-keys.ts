import { configOf } from "#platform/config";
import type { KeyRing } from "#platform/credentials/key-ring";
import { IsolateCache } from "#platform/isolate-cache";

const derived = new IsolateCache<KeyRing, Map<string, readonly CryptoKey[]>>({ entriesMax: 4 });

/**
 * One HMAC key for each key of the encryption ring, current first; derived, so that no key serves two algorithms or two purposes.
 *
 * @param purpose What is signed, e.g. `waqtor list cursor v1`; it never changes.
 */
export async function signingKeys(env: Env, purpose: string): Promise<readonly CryptoKey[]> {
  const ring = configOf(env).encryptionKeys;
  const known = derived.get(ring)?.get(purpose);
  if (known !== undefined) return known;
  const keys = await Promise.all([...ring.keys.values()].map((key) => deriveKey(key, purpose)));
  derived.set(ring, new Map([...(derived.get(ring) ?? []), [purpose, keys]]));
  return keys;
}

async function deriveKey(secret: Uint8Array<ArrayBuffer>, purpose: string): Promise<CryptoKey> {
  const parent = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(32),
      info: new TextEncoder().encode(purpose),
    },
    parent,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
}
