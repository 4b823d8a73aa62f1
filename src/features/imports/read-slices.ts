import type { ReadyImport } from "#features/imports/queries";
import { StreamSource } from "#platform/byte-source";
import type { ScopedContext } from "#platform/context";
import { CsvRecords, isBlankRecord, type CsvRecord } from "#platform/csv-records";

/** Rows that are written at once. */
export const SLICE_ROWS = 1_000;
/** Of a slice's rows, bytes: what it writes must fit into values of 2 MB. */
const SLICE_BYTES = 512 * 1024;

/** Rows that are written at once, and where the next begin. */
export interface FileSlice {
  readonly records: readonly CsvRecord[];
  readonly cursor: number;
  readonly line: number;
  readonly isLast: boolean;
}

/**
 * The rows of a file from where its import stands, slice by slice; the last may be empty. No more of the file is held than a slice
 * and what came with it.
 *
 * @returns Null when its bytes are not there any more. @throws CsvFault where a record is none.
 */
export async function openSlices(
  ctx: ScopedContext,
  row: ReadyImport,
): Promise<AsyncIterable<FileSlice> | null> {
  // Nothing begins behind the last byte, and the bucket refuses to look there.
  if (row.cursor >= (row.size ?? 0)) return slices(row, null);
  if (row.objectKey === null) return null;
  const object = await ctx.bucket.open(row.objectKey, { offset: row.cursor });
  return object === null ? null : slices(row, new StreamSource(object.body));
}

async function* slices(
  { file, cursor, line }: ReadyImport,
  source: StreamSource | null,
): AsyncGenerator<FileSlice> {
  const slicing = new Slicing(
    { cursor, line },
    new CsvRecords(file, { line, sizeOf: sizes(file) }),
  );
  const decoder = new TextDecoder(file.encoding, { fatal: false, ignoreBOM: true });
  try {
    for await (const chunk of source ?? [])
      yield* slicing.take(decoder.decode(chunk, { stream: true }));
    yield slicing.last(decoder.decode());
  } finally {
    // A run that ends early leaves the rest unread.
    await source?.passBy(0);
  }
}

/** How many bytes a text takes in the file. */
function sizes({ encoding }: ReadyImport["file"]): (text: string) => number {
  if (encoding === "windows-1252") return (text) => text.length;
  const encoder = new TextEncoder();
  return (text) => (ASCII.test(text) ? text.length : encoder.encode(text).length);
}

/** Most records are nothing else, and need not be encoded to be measured. */
const ASCII = /^[\0-\x7f]*$/;

/** Gathers records until they are a slice. */
class Slicing {
  private readonly from: { readonly cursor: number; readonly line: number };
  private readonly records: CsvRecords;
  private gathered: CsvRecord[] = [];
  private begun = 0;
  private next: { readonly cursor: number; readonly line: number };

  constructor(from: { readonly cursor: number; readonly line: number }, records: CsvRecords) {
    this.from = from;
    this.records = records;
    this.next = from;
  }

  *take(text: string): Generator<FileSlice> {
    for (const record of this.records.push(text)) {
      this.add(record);
      if (this.gathered.length >= SLICE_ROWS || record.end - this.begun >= SLICE_BYTES)
        yield this.cut(false);
    }
  }

  last(text: string): FileSlice {
    for (const record of [...this.records.push(text), ...this.records.finish()]) this.add(record);
    return this.cut(true);
  }

  private add(record: CsvRecord): void {
    if (!isBlankRecord(record)) this.gathered.push(record);
    this.next = {
      cursor: this.from.cursor + record.end,
      line: this.records.lineOf(record),
    };
  }

  private cut(isLast: boolean): FileSlice {
    const slice = { records: this.gathered, ...this.next, isLast };
    this.gathered = [];
    this.begun = this.next.cursor - this.from.cursor;
    return slice;
  }
}
