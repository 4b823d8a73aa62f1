/**
 * What Meta posts when somebody removes an app: `signed_request=<signature>.<payload>`, both base64url, the signature an
 * HMAC-SHA256 of the payload as it came. Source: developers.facebook.com, data deletion request callback.
 */
export interface SignedRequest {
  /** 32 bytes. */
  readonly signature: Uint8Array<ArrayBuffer>;
  /** The bytes that were signed. */
  readonly signed: Uint8Array<ArrayBuffer>;
  /** The id of the person with the app; digits. */
  readonly userId: string;
}

const PARTS = /^([A-Za-z0-9_-]{43})=?\.([A-Za-z0-9_-]{1,4000}={0,2})$/;

/** Read a signed request whose algorithm is HMAC-SHA256; null for anything else. Nothing of it is true before it is verified. */
export function readSignedRequest(text: string): SignedRequest | null {
  const [, signature = "", payload = ""] = PARTS.exec(text) ?? [];
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(bytesOf(payload)));
    if (typeof read !== "object" || read === null) return null;
    const { algorithm, user_id: userId } = read as Readonly<Record<string, unknown>>;
    if (algorithm !== "HMAC-SHA256" || typeof userId !== "string") return null;
    if (!/^\d{1,32}$/.test(userId)) return null;
    const signed = new Uint8Array(new TextEncoder().encode(payload));
    return { signature: bytesOf(signature), signed, userId };
  } catch {
    return null;
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.fromBase64(text, { alphabet: "base64url" });
