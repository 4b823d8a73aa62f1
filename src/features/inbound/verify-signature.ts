import { parseSignature, SIGNATURE_HEADER } from "#core/whatsapp/signature";
import { configOf } from "#platform/config";

const imported = new WeakMap<readonly string[], Promise<readonly CryptoKey[]>>();

/**
 * Whether Meta signed these bytes with the app's secret, or with the one before it while it is being rotated. The bytes are
 * verified as they came: re-written JSON has another signature. `crypto.subtle.verify` compares in constant time.
 */
export async function isSignedByMeta(
  env: Env,
  headers: Headers,
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const signature = parseSignature(headers.get(SIGNATURE_HEADER));
  if (signature === null) return false;
  for (const key of await keysOf(configOf(env).metaAppSecrets))
    if (await crypto.subtle.verify("HMAC", key, signature, bytes)) return true;
  return false;
}

function keysOf(secrets: readonly string[]): Promise<readonly CryptoKey[]> {
  const known = imported.get(secrets) ?? Promise.all(secrets.map(importKey));
  imported.set(secrets, known);
  return known;
}

const importKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
