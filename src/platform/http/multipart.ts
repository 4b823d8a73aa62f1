/**
 * `multipart/form-data` (RFC 7578) as it comes: one part after the other, each as chunks, so that a file of any size passes through.
 * The runtime's own `formData()` would hold it whole.
 */
import { AppError, fieldError } from "#core/errors";
import { readFileName } from "#core/media/file-name";
import { joined, type ByteSource } from "#platform/byte-source";

/** One part. Its bytes are to be read to their end before the next part is asked for. */
export interface Part {
  readonly name: string;
  /** Null for a field that is no file. */
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly bytes: ByteSource;
}

const HEADERS_MAX = 8192;
const CR = 0x0d;
const BOUNDARY = /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i;

/** The boundary that a content type tells. @throws AppError `invalid_request` when it tells none. */
export function boundaryOf(contentType: string): string {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined)
    throw fieldError("invalid_request", "Content-Type", "The content type tells no boundary.");
  return boundary;
}

/** The parts of a body, in order. @throws AppError `invalid_request` where it is not multipart. */
export async function* partsOf(source: ByteSource, boundary: string): AsyncGenerator<Part> {
  // The first delimiter has no line before it.
  const reader = new Reader(source, encode("\r\n"));
  const delimiter = encode(`\r\n--${boundary}`);
  for await (const preamble of reader.until(delimiter))
    if (preamble.length > HEADERS_MAX)
      throw malformed("The body does not begin with its boundary.");
  for (;;) {
    const headers = await reader.line(encode("\r\n\r\n"), encode("--"));
    if (headers === null) return;
    const bytes = reader.until(delimiter);
    yield { ...describe(headers), bytes };
  }
}

function describe(headers: string): Omit<Part, "bytes"> {
  const disposition = /^content-disposition:\s*(form-data\b.*)$/im.exec(headers)?.[1] ?? "";
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1] ?? "";
  if (name === "") throw malformed("A part has no name.");
  const contentType = /^content-type:\s*(.*?)\s*$/im.exec(headers)?.[1] ?? null;
  return { name, fileName: readFileName(disposition), contentType };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const malformed = (reason: string): AppError =>
  new AppError("invalid_request", `The body is not multipart/form-data: ${reason}`);

class Reader {
  private readonly source: AsyncIterator<Uint8Array>;
  private held: Uint8Array;

  constructor(source: ByteSource, before: Uint8Array) {
    this.source = source[Symbol.asyncIterator]();
    this.held = before;
  }

  /** What stands before a delimiter, which is passed over. */
  async *until(delimiter: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = indexOf(this.held, delimiter);
      if (at >= 0) {
        const before = this.held.subarray(0, at);
        this.held = this.held.subarray(at + delimiter.length);
        if (before.length > 0) yield before;
        return;
      }
      const sure = this.held.length - delimiter.length + 1;
      if (sure > 0) {
        const passed = this.held.subarray(0, sure);
        this.held = this.held.slice(sure);
        yield passed;
      }
      await this.pull("It ends before its last boundary.");
    }
  }

  /** The text up to an end, which is passed over; null when it begins with the mark that nothing follows. */
  async line(end: Uint8Array, mark: Uint8Array): Promise<string | null> {
    for (;;) {
      if (
        this.held.length >= mark.length &&
        indexOf(this.held.subarray(0, mark.length), mark) === 0
      )
        return null;
      const at = indexOf(this.held, end);
      if (at > HEADERS_MAX || (at < 0 && this.held.length > HEADERS_MAX))
        throw malformed("The headers of a part are too long.");
      if (at >= 0) {
        const text = new TextDecoder().decode(this.held.subarray(0, at));
        this.held = this.held.subarray(at + end.length);
        return text;
      }
      await this.pull("It ends inside the headers of a part.");
    }
  }

  private async pull(reason: string): Promise<void> {
    const next = await this.source.next();
    if (next.done === true) throw malformed(reason);
    this.held = joined(this.held, next.value);
  }
}

/** Where bytes stand in others, by their first, which both delimiters begin with; -1 when they do not. */
function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] ?? CR;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
