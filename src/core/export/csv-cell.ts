/** What a spreadsheet would take for a formula. Source: OWASP, "CSV Injection". */
const FORMULA = /^[=+\-@\t\r]/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/**
 * A value as a cell of CSV (RFC 4180). A text that a spreadsheet would calculate is preceded by an apostrophe; a phone number in E.164
 * is not, where the column holds phone numbers. Lists and objects are JSON.
 */
export function csvCell(value: unknown, column: string): string {
  const text = textOf(value);
  const isSafe = typeof value !== "string" || (column === "phone" && PHONE.test(text));
  const safe = !isSafe && FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of CSV, with its end. */
export const csvLine = (
  columns: readonly string[],
  row: Readonly<Record<string, unknown>>,
): string => `${columns.map((column) => csvCell(row[column], column)).join(",")}\r\n`;

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
