import Papa from "papaparse";

/** A row of a table; nested members and lists are left out of CSV. */
export type CsvRow = Readonly<Record<string, string | number | boolean | null>>;

type Cell = string | number | boolean | null | undefined;

const BYTE_ORDER_MARK = "\ufeff";

/**
 * Rows as CSV (RFC 4180) with a line of names, in UTF-8 with a byte order mark, because spreadsheets guess otherwise. A text
 * that a spreadsheet would take for a formula is preceded by an apostrophe.
 *
 * @param columns Names in their order; without rows only they are written.
 */
export const csvOf = (columns: readonly string[], rows: readonly CsvRow[]): string =>
  csvHead(columns) + csvLines(rows.map((row) => columns.map((name) => row[name])));

/** The beginning of a table that is written piece by piece: {@link csvLines} follow. */
export const csvHead = (columns: readonly string[]): string =>
  BYTE_ORDER_MARK + csvLines([[...columns]]);

/** Lines of a table, each with its end; nothing of no rows. */
export const csvLines = (rows: readonly (readonly Cell[])[]): string =>
  rows.length === 0
    ? ""
    : `${Papa.unparse(
        rows.map((row) => [...row]),
        { escapeFormulae: true },
      )}\r\n`;
