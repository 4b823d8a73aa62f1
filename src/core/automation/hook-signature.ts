const HEX = /^(?:sha256=)?([0-9a-f]{64})$/i;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/** The 32 bytes of a signature as a shop spells them; null when it has another form. */
export function signatureBytes(
  text: string,
  encoding: "hex" | "base64",
): Uint8Array<ArrayBuffer> | null {
  if (encoding === "base64") return BASE64.test(text) ? Uint8Array.fromBase64(text) : null;
  const hex = HEX.exec(text)?.[1];
  return hex === undefined ? null : Uint8Array.fromHex(hex);
}
