/**
 * JSON as Meta's servers write it: non-ASCII as lower-case escapes and slashes escaped, so that whoever verifies the
 * signature over re-serialised JSON is found out.
 */
export const metaJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replaceAll(
      /[\u007f-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );

/**
 * The header `X-Hub-Signature-256` of a body.
 *
 * @param secrets `new` or `new,old`: the first is the app's current one.
 */
export async function signatureOf(secrets: string, body: string): Promise<string> {
  const encoder = new TextEncoder();
  const key = await crypto.subtle.importKey(
    "raw",
    encoder.encode(secrets.split(",")[0]?.trim() ?? ""),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign"],
  );
  const mac = await crypto.subtle.sign("HMAC", key, encoder.encode(body));
  return `sha256=${new Uint8Array(mac).toHex()}`;
}
