import { passBy } from "#platform/http/pass-by";

/**
 * The raw body, or null when it has more than `bytesMax` bytes. A stated length is believed only to refuse early; a body
 * without one is counted as it comes and cut off.
 */
export async function readBytes(request: Request, bytesMax: number): Promise<ArrayBuffer | null> {
  const stated = request.headers.get("content-length");
  if (stated !== null) {
    if (Number(stated) <= bytesMax) {
      const bytes = await request.arrayBuffer();
      return bytes.byteLength > bytesMax ? null : bytes;
    }
    if (request.body !== null) await passBy(request.body, Number(stated));
    return null;
  }
  return readCounted(request.body, bytesMax);
}

async function readCounted(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<ArrayBuffer | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) return null;
    chunks.push(chunk);
  }
  return new Blob(chunks.map((chunk) => chunk.slice())).arrayBuffer();
}
