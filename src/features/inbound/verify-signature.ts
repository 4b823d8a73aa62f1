import { parseSignature, SIGNATURE_HEADER } from "#core/whatsapp/signature";
import { IsolateCache } from "#platform/isolate-cache";

const imported = new IsolateCache<string, CryptoKey>({ entriesMax: 256 });

/**
 * Whether Meta signed these bytes with a secret of the app: its own, or the one before it while it is being rotated. The bytes
 * are verified as they came: re-written JSON has another signature. `crypto.subtle.verify` compares in constant time.
 */
export async function isSignedWith(
  secrets: readonly string[],
  headers: Headers,
  bytes: ArrayBuffer | Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const signature = parseSignature(headers.get(SIGNATURE_HEADER));
  if (signature === null) return false;
  for (const secret of secrets) {
    const key = await imported.getOrLoad(secret, () => importKey(secret));
    if (await crypto.subtle.verify("HMAC", key, signature, bytes)) return true;
  }
  return false;
}

const importKey = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    "raw",
    new TextEncoder().encode(secret),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["verify"],
  );
