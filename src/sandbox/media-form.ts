/** Meta's upload form, read as it comes: the file goes to its sink in pieces, the fields are kept. */

/** Where a file goes. */
export interface Sink {
  readonly write: (bytes: Uint8Array) => Promise<void>;
}

export interface MediaForm {
  readonly fields: ReadonlyMap<string, string>;
  /** What the file's own part says that it is; null when there was no file. */
  readonly fileType: string | null;
}

const END_OF_HEADERS = "\r\n\r\n";

/** @returns null when the body is no such form. */
export async function readMediaForm(
  body: ReadableStream<Uint8Array>,
  contentType: string,
  file: Sink,
): Promise<MediaForm | null> {
  const boundary = /\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  if (boundary === null) return null;
  const machine = new Machine(`\r\n--${boundary[1] ?? boundary[2]}`, file);
  for await (const chunk of body) {
    await machine.feed(chunk);
    if (machine.form !== null) return machine.form;
  }
  return machine.form;
}

class Machine {
  form: MediaForm | null = null;
  private readonly fields = new Map<string, string>();
  private readonly mark: Uint8Array;
  private readonly file: Sink;
  private fileType: string | null = null;
  /** The field that is being read; `file` for the file, null for what stands before the first part. */
  private field: string | null = null;
  private inHeaders = false;
  private rest: Uint8Array = encode("\r\n");

  constructor(mark: string, file: Sink) {
    this.mark = encode(mark);
    this.file = file;
  }

  async feed(chunk: Uint8Array): Promise<void> {
    this.rest = concat(this.rest, chunk);
    while (this.form === null && (this.inHeaders ? this.readHeaders() : await this.readBody()));
  }

  /** @returns Whether there was enough of it. */
  private readHeaders(): boolean {
    if (find(this.rest.subarray(0, 2), encode("--")) === 0) {
      this.form = { fields: this.fields, fileType: this.fileType };
      return true;
    }
    const end = find(this.rest, encode(END_OF_HEADERS));
    if (end < 0) return false;
    const headers = new TextDecoder().decode(this.rest.subarray(0, end));
    this.field = /\bname="([^"]*)"/i.exec(headers)?.[1] ?? "";
    if (this.field === "file")
      this.fileType = /^content-type:\s*([^\s;]+)/im.exec(headers)?.[1]?.toLowerCase() ?? "";
    this.rest = this.rest.subarray(end + END_OF_HEADERS.length);
    this.inHeaders = false;
    return true;
  }

  private async readBody(): Promise<boolean> {
    const at = find(this.rest, this.mark);
    const sure = at < 0 ? Math.max(0, this.rest.length - this.mark.length) : at;
    if (sure > 0) await this.take(this.rest.subarray(0, sure));
    this.rest = this.rest.slice(at < 0 ? sure : at + this.mark.length);
    this.inHeaders = at >= 0;
    return at >= 0;
  }

  private async take(bytes: Uint8Array): Promise<void> {
    if (this.field === "file") return this.file.write(bytes);
    if (this.field === null) return undefined;
    const before = this.fields.get(this.field) ?? "";
    this.fields.set(this.field, (before + new TextDecoder().decode(bytes)).slice(0, 1000));
    return undefined;
  }
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function find(bytes: Uint8Array, wanted: Uint8Array): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}
