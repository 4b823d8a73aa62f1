/** What is signed, and where it stands. Source: Standard Webhooks 1.0.0, "Signature scheme". */
export interface Signable {
  readonly id: string;
  /** Of the attempt, Unix seconds. */
  readonly timestamp: number;
  readonly body: string;
}

const VERSION = "v1";

/** The headers of an attempt: one signature for each key, so that a receiver may change its secret when it likes. */
export async function signedHeaders(
  { id, timestamp, body }: Signable,
  keys: readonly CryptoKey[],
): Promise<Readonly<Record<string, string>>> {
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const signatures = await Promise.all(
    keys.map(async (key) => {
      const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, content));
      return `${VERSION},${signature.toBase64()}`;
    }),
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
