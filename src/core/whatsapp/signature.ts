/** The header in which Meta signs a webhook: HMAC-SHA256 of the raw body under the app's secret. */
export const SIGNATURE_HEADER = "x-hub-signature-256";

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;

/**
 * The 32 bytes of a signature header, or null when it is missing or has any other form. Meta writes lower-case hex; nothing
 * else is accepted, so that a signature has one spelling.
 */
export function parseSignature(header: string | null): Uint8Array<ArrayBuffer> | null {
  const hex = SIGNATURE.exec(header ?? "")?.[1];
  if (hex === undefined) return null;
  const bytes = new Uint8Array(32);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The secrets that may have signed: `new`, or `new,old` while one is being rotated. Blank parts do not count. */
export const signingSecrets = (secret: string): readonly string[] =>
  secret
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
