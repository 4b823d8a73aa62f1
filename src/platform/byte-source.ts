/** Bytes as they come, chunk by chunk; whoever reads is given no more than one chunk at a time. */
export type ByteSource = AsyncIterable<Uint8Array>;

/** Bytes whose beginning was looked at. */
export interface Headed {
  /** The first bytes: as many as were asked for, or all. It may be longer. */
  readonly head: Uint8Array;
  /** All of it, the head included. Can be read once. */
  readonly bytes: ByteSource;
}

/** Look at the first bytes of a source without losing them. */
export async function lookAhead(source: ByteSource, count: number): Promise<Headed> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = joined(head, next.value);
  }
  return { head, bytes: rest(head, iterator) };
}

async function* rest(head: Uint8Array, iterator: AsyncIterator<Uint8Array>) {
  if (head.length > 0) yield head;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
    yield next.value;
}

/** Two runs of bytes as one; the first alone is not copied. */
export function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Bytes as a stream that asks for no more than is read. */
export function asStream(source: ByteSource): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

/** The bytes of a stream. What is not read can be passed by. */
export class StreamSource implements ByteSource {
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.reader = stream.getReader();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (let next = await this.reader.read(); !next.done; next = await this.reader.read())
      yield next.value;
  }

  /**
   * Be done with what is left: a client that cannot send what it began to send seldom reads the answer, so up to `bytesMax` is read
   * and thrown away, and only then is the rest cancelled. Never throws.
   */
  async passBy(bytesMax: number): Promise<void> {
    try {
      let passed = 0;
      for await (const chunk of this) {
        passed += chunk.length;
        if (passed > bytesMax) return await this.reader.cancel();
      }
    } catch {
      // Whoever sent it is gone.
    }
  }
}
