/**
 * Bytes into the bucket as they come, whatever their number: nothing is held whole. What has a known length goes through in chunks; what
 * has none is gathered into parts of the smallest size that R2 takes.
 */
import type { ByteSource } from "#platform/byte-source";
import type { TenantBucket } from "#platform/context";

/** Of every part but the last, bytes. Source: R2, "Limits". */
const PART_BYTES = 5 * 1024 * 1024;

/** More came than was allowed, or stated. Nothing is kept of it. */
export class TooManyBytes extends Error {
  override readonly name = "TooManyBytes";
}

/** Fewer came than was stated. Nothing is kept of it. */
export class TooFewBytes extends Error {
  override readonly name = "TooFewBytes";
}

export interface StoredBytes {
  readonly size: number;
  /** SHA-256, lower-case hex. */
  readonly sha256: string;
}

/**
 * Store bytes under a key that nothing has yet, and hash them on the way.
 *
 * @param options.length   How many there are, when somebody said so. @param options.bytesMax How many there may be.
 * @throws TooManyBytes, TooFewBytes; whatever the source throws. Then nothing is stored.
 */
export async function storeBytes(
  bucket: TenantBucket,
  key: string,
  source: ByteSource,
  options: { readonly length: number | null; readonly bytesMax: number },
): Promise<StoredBytes> {
  if (options.length !== null && options.length > options.bytesMax) throw new TooManyBytes();
  const hash = new crypto.DigestStream("SHA-256");
  // Nobody waits for the digest of what is not stored.
  hash.digest.catch(() => undefined);
  const counted = new Counted(source, hash, options.length ?? options.bytesMax);
  if (options.length === null) await storeParts(bucket, key, counted);
  else await storeKnown(bucket, key, counted, options.length);
  return { size: counted.size, sha256: new Uint8Array(await hash.digest).toHex() };
}

/** Bytes that are counted and hashed as they are read. */
class Counted implements ByteSource {
  size = 0;
  private readonly source: ByteSource;
  private readonly hash: WritableStream;
  private readonly bytesMax: number;

  constructor(source: ByteSource, hash: WritableStream, bytesMax: number) {
    this.source = source;
    this.hash = hash;
    this.bytesMax = bytesMax;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const writer = this.hash.getWriter();
    try {
      for await (const chunk of this.source) {
        this.size += chunk.length;
        if (this.size > this.bytesMax) throw new TooManyBytes();
        await writer.write(chunk);
        yield chunk;
      }
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  }
}

async function storeKnown(
  bucket: TenantBucket,
  key: string,
  source: Counted,
  length: number,
): Promise<void> {
  const { readable, writable } = new FixedLengthStream(length);
  const put = bucket.putStream(key, readable);
  // It rejects with what is thrown below.
  put.catch(() => undefined);
  const writer = writable.getWriter();
  try {
    for await (const chunk of source) await writer.write(chunk);
    if (source.size < length) throw new TooFewBytes();
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => undefined);
    await put.catch(() => undefined);
    throw error;
  }
  await put;
}

async function storeParts(bucket: TenantBucket, key: string, source: ByteSource): Promise<void> {
  const part = new Uint8Array(PART_BYTES);
  let upload: R2MultipartUpload | undefined;
  const done: R2UploadedPart[] = [];
  let filled = 0;
  try {
    for await (const chunk of source)
      for (let from = 0; from < chunk.length;) {
        const count = Math.min(chunk.length - from, PART_BYTES - filled);
        part.set(chunk.subarray(from, from + count), filled);
        filled += count;
        from += count;
        if (filled < PART_BYTES) continue;
        upload ??= await bucket.startUpload(key);
        done.push(await upload.uploadPart(done.length + 1, part));
        filled = 0;
      }
    const last = part.subarray(0, filled);
    if (upload === undefined) return await bucket.put(key, last);
    if (filled > 0) done.push(await upload.uploadPart(done.length + 1, last));
    await upload.complete(done);
  } catch (error) {
    await upload?.abort().catch(() => undefined);
    throw error;
  }
}
