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
  const parts = new Parts(bucket, key);
  try {
    for await (const chunk of source) await parts.add(chunk);
    await parts.finish();
  } catch (error) {
    await parts.abort();
    throw error;
  }
}

/** Gathers chunks into parts, one at a time. */
class Parts {
  private readonly bucket: TenantBucket;
  private readonly key: string;
  private readonly part = new Uint8Array(PART_BYTES);
  private filled = 0;
  private upload: R2MultipartUpload | undefined;
  private readonly done: R2UploadedPart[] = [];

  constructor(bucket: TenantBucket, key: string) {
    this.bucket = bucket;
    this.key = key;
  }

  async add(chunk: Uint8Array): Promise<void> {
    for (let from = 0; from < chunk.length;) {
      const count = Math.min(chunk.length - from, PART_BYTES - this.filled);
      this.part.set(chunk.subarray(from, from + count), this.filled);
      this.filled += count;
      from += count;
      if (this.filled === PART_BYTES) await this.send();
    }
  }

  /** What fits into one part needs no upload in parts. */
  async finish(): Promise<void> {
    if (this.upload === undefined)
      return this.bucket.put(this.key, this.part.subarray(0, this.filled));
    if (this.filled > 0) await this.send();
    await this.upload.complete(this.done);
    return undefined;
  }

  async abort(): Promise<void> {
    await this.upload?.abort().catch(() => undefined);
  }

  private async send(): Promise<void> {
    this.upload ??= await this.bucket.startUpload(this.key);
    const bytes = this.part.subarray(0, this.filled);
    this.done.push(await this.upload.uploadPart(this.done.length + 1, bytes));
    this.filled = 0;
  }
}
