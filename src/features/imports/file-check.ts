/**
 * What a file is, found out while it passes into the bucket: whatever can be wrong with it as a whole is told at once. Its records are
 * found in its bytes read as Windows-1252, a letter for each byte, because how it is encoded is known only at its end and nothing that
 * separates records lies beyond ASCII.
 */
import { fieldError, type AppError } from "#core/errors";
import { EncodingScan } from "#core/import/encoding";
import { fileKind, KIND_BYTES, type FileKind } from "#core/import/file-kind";
import { duplicateHeader } from "#core/import/mapping";
import type { ImportFile } from "#core/import/shapes";
import { IMPORT_ROWS_MAX } from "#core/import/states";
import { joined, lookAhead, type ByteSource } from "#platform/byte-source";
import {
  CsvFault,
  CsvRecords,
  guessDialect,
  isBlankRecord,
  type CsvDialect,
  type CsvRecord,
} from "#platform/csv-records";

/** So many first bytes show how a file separates. */
const HEAD_BYTES = 65_536;

/**
 * Look at a file on its way. What it yields is to be stored, and is UTF-8 or Windows-1252; after its end `found` tells what it is.
 *
 * @throws AppError while it is read: `not_csv`, `encoding`, `empty_file`, `duplicate_header`, `unclosed_quote`, `line_too_long`,
 *   `too_many_rows`.
 */
export async function checkFile(
  source: ByteSource,
): Promise<{ readonly bytes: ByteSource; readonly found: () => ImportFile }> {
  const headed = await lookAhead(source, HEAD_BYTES);
  const kind = fileKind(headed.head.subarray(0, KIND_BYTES));
  if (kind === "other") throw notCsv("It begins as a file of another type does.");
  const utf8 = kind === "text" ? headed.bytes : asUtf8(headed.bytes, kind);
  const { head, bytes } = await lookAhead(utf8, HEAD_BYTES);
  const check = new FileCheck(guessDialect(new TextDecoder().decode(head)));
  return { bytes: check.passing(bytes), found: () => check.file() };
}

/** UTF-16 as UTF-8. */
async function* asUtf8(bytes: ByteSource, kind: Exclude<FileKind, "text" | "other">) {
  const decoder = new TextDecoder(kind, { fatal: true, ignoreBOM: false });
  const encoder = new TextEncoder();
  let line = 1;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      line += text.split("\n").length - 1;
      yield encoder.encode(text);
    }
    yield encoder.encode(decoder.decode());
  } catch (error) {
    if (error instanceof TypeError) throw badEncoding(line);
    throw error;
  }
}

class FileCheck {
  private readonly dialect: CsvDialect;
  private readonly encoding = new EncodingScan();
  private readonly decoder = new TextDecoder("windows-1252", {
    fatal: false,
    ignoreBOM: true,
  });
  private readonly records: CsvRecords;
  private headerBytes: Uint8Array = new Uint8Array(0);
  private header: CsvRecord | undefined;
  private next = 1;
  private rows = 0;

  constructor(dialect: CsvDialect) {
    this.dialect = dialect;
    this.records = new CsvRecords(dialect, { line: 1, sizeOf: (text) => text.length });
  }

  async *passing(bytes: ByteSource): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.encoding.push(chunk);
      if (this.header === undefined) this.headerBytes = joined(this.headerBytes, chunk);
      this.take(() => this.records.push(this.decoder.decode(chunk, { stream: true })));
      yield chunk;
    }
    this.take(() => this.records.finish());
  }

  /** After the last byte. */
  file(): ImportFile {
    const encoding = this.encoding.verdict();
    if (!encoding.ok)
      throw encoding.error.code === "not_csv"
        ? notCsv(`Line ${encoding.error.line} holds a byte that no text has.`)
        : badEncoding(encoding.error.line);
    if (this.header === undefined) throw fileError("empty_file", "The file is empty.");
    if (this.rows === 0) throw fileError("empty_file", "Below the headers the file has no rows.");
    const text = new TextDecoder(encoding.value).decode(
      this.headerBytes.subarray(0, this.header.end),
    );
    return {
      ...this.dialect,
      encoding: encoding.value,
      headers: headersOf(text, this.dialect),
      from: { byte: this.header.end, line: this.next },
      rows: this.rows,
    };
  }

  private take(read: () => readonly CsvRecord[]): void {
    for (const record of readOrRefuse(read)) {
      if (this.header !== undefined) this.rows += isBlankRecord(record) ? 0 : 1;
      else if (!isBlankRecord(record)) {
        this.header = record;
        this.next = this.records.lineOf(record);
      }
    }
    if (this.rows > IMPORT_ROWS_MAX)
      throw fileError("too_many_rows", `A file has ${IMPORT_ROWS_MAX} rows at most.`);
  }
}

/** @throws AppError what the record that cannot be read is. */
function readOrRefuse(read: () => readonly CsvRecord[]): readonly CsvRecord[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof CsvFault) throw fileError(error.code, faultText(error));
    throw error;
  }
}

/** What a fault of a file's records says to a person. */
export const faultText = ({ code, line }: CsvFault): string =>
  code === "unclosed_quote"
    ? `The quoted text that opens in line ${line} does not end.`
    : `Line ${line} is longer than 1 MB.`;

/** The first line that is not blank, read again in the file's own encoding. */
function headersOf(text: string, dialect: CsvDialect): readonly string[] {
  const records = new CsvRecords(dialect, { line: 1, sizeOf: () => 0 });
  const all = [...records.push(text), ...records.finish()];
  const headers = (all.find((record) => !isBlankRecord(record))?.cells ?? []).map((cell) =>
    cell.trim(),
  );
  const twice = duplicateHeader(headers);
  if (twice !== undefined)
    throw fileError("duplicate_header", `Two columns are called "${twice.slice(0, 64)}".`);
  return headers;
}

const fileError = (code: Parameters<typeof fieldError>[0], detail: string): AppError =>
  fieldError(code, "/file", detail);

const notCsv = (detail: string): AppError => fileError("not_csv", detail);

const badEncoding = (line: number): AppError =>
  fileError(
    "encoding",
    `Line ${line} is neither UTF-8, UTF-16 nor Windows-1252. Save the file as CSV in UTF-8.`,
  );
