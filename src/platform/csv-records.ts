/**
 * CSV as it comes (RFC 4180), record by record, whatever its size: no more is held than what has come of one record. Papaparse's own
 * ways to stream want a browser's file or a stream of Node; its parser takes a text and says where the last whole record ends.
 */
import Papa from "papaparse";

import { IMPORT_DELIMITERS, type ImportDelimiter } from "#core/import/states";

export interface CsvRecord {
  readonly cells: readonly string[];
  /** The line that it begins in, from 1. */
  readonly line: number;
  /** Where it ends, in bytes from the first text that was pushed. */
  readonly end: number;
  /** A quote stands where none can: the cells are a guess. */
  readonly isMalformed: boolean;
}

/** A record that cannot be one. `line`: where it begins, or where the quote opens. */
export class CsvFault extends Error {
  override readonly name = "CsvFault";
  readonly code: "unclosed_quote" | "line_too_long";
  readonly line: number;

  constructor(code: CsvFault["code"], line: number) {
    super(code);
    this.code = code;
    this.line = line;
  }
}

/** Of one record, in UTF-16 units. */
export const RECORD_MAX = 1_000_000;

/** How a file separates. A line may end with a carriage return before its newline; `\r` alone is of old files. */
export interface CsvDialect {
  readonly delimiter: ImportDelimiter;
  readonly newline: "\n" | "\r";
}

/** Lines that are looked at to find out what separates. */
const SHOWN_ROWS = 10;

/** What a file's beginning shows of its dialect: what separates as many cells in each row, and many; a comma where nothing does. */
export function guessDialect(head: string): CsvDialect {
  const newline = head.includes("\r") && !head.includes("\n") ? "\r" : "\n";
  let best: { readonly delimiter: ImportDelimiter; readonly score: number } = {
    delimiter: ",",
    score: 0,
  };
  for (const delimiter of IMPORT_DELIMITERS) {
    const score = scoreOf(head, { delimiter, newline });
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, newline };
}

/** Headers seldom hold what separates them; of two that could, the one that fits the rows does. */
function scoreOf(head: string, dialect: CsvDialect): number {
  const { data } = Papa.parse<string[]>(head, { ...dialect, preview: SHOWN_ROWS });
  const rows = data.filter((cells) => cells.some((cell) => cell.trim() !== ""));
  const columns = rows[0]?.length ?? 1;
  if (columns === 1) return 0;
  return rows.filter((cells) => cells.length === columns).length / rows.length + columns / 1_000;
}

interface Stepped {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
}

/** Reads the records of a text that is pushed piece by piece. */
export class CsvRecords {
  private readonly dialect: CsvDialect;
  private readonly sizeOf: (text: string) => number;
  private held = "";
  private line: number;
  private end = 0;

  /** @param options.line The line of the first text. @param options.sizeOf The bytes of a text, in the file's encoding. */
  constructor(
    dialect: CsvDialect,
    options: { readonly line: number; readonly sizeOf: (text: string) => number },
  ) {
    this.dialect = dialect;
    this.line = options.line;
    this.sizeOf = options.sizeOf;
  }

  /** The records that the text completes. @throws CsvFault. */
  push(text: string): CsvRecord[] {
    this.held += text;
    const records = this.take(true);
    if (this.held.length > RECORD_MAX)
      throw this.fault() ?? new CsvFault("line_too_long", this.line);
    return records;
  }

  /** What is left when no more comes. @throws CsvFault. */
  finish(): CsvRecord[] {
    const fault = this.fault();
    if (fault !== undefined) throw fault;
    return this.take(false);
  }

  /** The line that follows a record. */
  lineOf(record: CsvRecord): number {
    return record.line + linesOf(record.cells, this.dialect.newline);
  }

  private take(isMore: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let from = 0;
    this.parse(isMore, ({ data, errors, meta }) => {
      records.push(
        this.record(data[0] ?? [], { from, to: meta.cursor, isMalformed: errors.length > 0 }),
      );
      from = meta.cursor;
    });
    this.held = this.held.slice(from);
    return records;
  }

  private record(
    row: readonly string[],
    { from, to, isMalformed }: { from: number; to: number; isMalformed: boolean },
  ): CsvRecord {
    const { newline } = this.dialect;
    const { line } = this;
    const last = row.at(-1) ?? "";
    const cells = last.endsWith("\r") ? [...row.slice(0, -1), last.slice(0, -1)] : row;
    this.line += linesOf(cells, newline);
    const end = this.end + this.sizeOf(this.held.slice(from, to));
    this.end = end;
    return { cells, line, end, isMalformed };
  }

  /** Whether what is held is a quoted text that does not end. */
  private fault(): CsvFault | undefined {
    let opened: number | undefined;
    this.parse(false, ({ errors }) => {
      opened ??= errors.find(({ code }) => code === "MissingQuotes")?.index;
    });
    if (opened === undefined) return undefined;
    return new CsvFault(
      "unclosed_quote",
      this.line + countOf(this.held.slice(0, opened), this.dialect.newline),
    );
  }

  /** @param isMore Whether the last record may go on. */
  private parse(isMore: boolean, step: (of: Stepped) => void): void {
    // Safe: what a step is given is written in the parser beside its call; the types tell of whole results alone.
    const config = { ...this.dialect, step } as unknown as Papa.ParseConfig;
    new Papa.Parser(config).parse(this.held, 0, isMore);
  }
}

/** Whether a record says nothing. */
export const isBlankRecord = ({ cells }: CsvRecord): boolean =>
  cells.every((cell) => cell.trim() === "");

/** Lines of a record: a newline stands in a quoted cell alone, or at its end. */
const linesOf = (cells: readonly string[], newline: string): number =>
  1 + cells.reduce((sum, cell) => sum + countOf(cell, newline), 0);

function countOf(text: string, mark: string): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) count += 1;
  return count;
}
