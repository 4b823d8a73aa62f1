import { AppError } from "#core/errors";
import { passBy } from "#platform/http/pass-by";

/**
 * The raw body; empty when there is none. A stated length is believed only to refuse early; a body without one is counted as
 * it comes.
 *
 * @throws AppError `body_too_large` when it has more than `bytesMax` bytes. The rest is then passed by, or cancelled when
 *   nobody knows its size.
 */
export async function readBytes(
  request: Request,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = request;
  if (body === null) return new Uint8Array(0);
  const stated = request.headers.get("content-length");
  if (stated === null || !/^\d+$/.test(stated)) return readCounted(body, bytesMax);
  const statedBytes = Number(stated);
  if (statedBytes > bytesMax) {
    await passBy(body, statedBytes);
    throw tooLarge(bytesMax);
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.length > bytesMax) throw tooLarge(bytesMax);
  return bytes;
}

async function readCounted(
  body: ReadableStream<Uint8Array>,
  bytesMax: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    // Leaving the loop cancels the stream.
    if (size > bytesMax) throw tooLarge(bytesMax);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

const tooLarge = (bytesMax: number): AppError =>
  new AppError("body_too_large", `The body is larger than ${bytesMax} bytes.`);
