import type { Id } from "#core/ids";
import type { ImportColumn } from "#core/import/mapping";
import type { RowFault } from "#core/import/row";
import type { ImportDelimiter, ImportEncoding } from "#core/import/states";

/** What was found out about a file when it came in. */
export interface ImportFile {
  readonly encoding: ImportEncoding;
  readonly delimiter: ImportDelimiter;
  readonly newline: "\n" | "\r";
  /** As the file has them, trimmed. */
  readonly headers: readonly string[];
  /** Where the first row begins: bytes from the beginning, and its line from 1. */
  readonly from: { readonly byte: number; readonly line: number };
  /** Rows that are not blank. */
  readonly rows: number;
}

/** Whoever answers for a file says that its people consented. */
export interface ConsentDeclaration {
  readonly purpose: "marketing";
  readonly statement: string;
  readonly statementLanguage: string | null;
  readonly source: string;
  /** When the people acted, Unix ms, for rows that do not tell; null: nobody knows. */
  readonly capturedAtMs: number | null;
  readonly evidenceMediaId: Id<"media"> | null;
  /** The person who answers for it, by name. */
  readonly declaredBy: string;
}

/** How a file is to be read. */
export interface ImportSettings {
  readonly columns: readonly ImportColumn[];
  readonly tags: readonly string[];
  readonly onConflict: "error" | "update";
  /** ISO 3166-1 alpha-2; null: the workspace's. */
  readonly defaultCountry: string | null;
  readonly consent: ConsentDeclaration | null;
}

/** Why an import failed as a whole. */
export interface ImportProblem {
  readonly code: string;
  readonly detail: string;
  readonly line: number | null;
}

/** Something about a row that somebody should read. */
export interface RowReport extends RowFault {
  readonly line: number;
  /** Whether the row was written nevertheless. */
  readonly outcome: "rejected" | "imported";
}

/** A {@link RowReport} as it is kept: line, column, code, value, whether it was rejected, message. */
export type PackedReport = readonly [number, string, string, string, 0 | 1, string];

export const packReport = (report: RowReport): PackedReport => [
  report.line,
  report.column,
  report.code,
  report.value,
  report.outcome === "rejected" ? 1 : 0,
  report.message,
];
