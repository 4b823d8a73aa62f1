import Papa from "papaparse";

/** A row of a table; nested members and lists are left out of CSV. */
export type CsvRow = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Rows as CSV (RFC 4180) with a line of names, in UTF-8 with a byte order mark, because spreadsheets guess otherwise. A text
 * that a spreadsheet would take for a formula is preceded by an apostrophe.
 *
 * @param columns Names in their order; without rows only they are written.
 */
export const csvOf = (columns: readonly string[], rows: readonly CsvRow[]): string =>
  `\ufeff${Papa.unparse([[...columns], ...rows.map((row) => columns.map((name) => row[name]))], {
    escapeFormulae: true,
  })}\r\n`;
