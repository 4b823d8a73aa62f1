/** Where an import stands. `receiving`: its file is on the way in, and nobody sees it yet. */
export const IMPORT_STATUSES = [
  "receiving",
  "queued",
  "running",
  "completed",
  "failed",
  "undoing",
  "undone",
] as const;

/** What a file of contacts may be encoded as once it is in the bucket; UTF-16 is turned into UTF-8 on its way in. */
export const IMPORT_ENCODINGS = ["utf-8", "windows-1252"] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];

export const IMPORT_DELIMITERS = [",", ";", "\t", "|"] as const;
export type ImportDelimiter = (typeof IMPORT_DELIMITERS)[number];

/** Of one file. */
export const IMPORT_BYTES_MAX = 200_000_000;
export const IMPORT_ROWS_MAX = 1_000_000;

/** How long a file that was imported, what was wrong with it, and the way back are kept, ms. */
export const IMPORT_KEPT_MS = 7 * 24 * 60 * 60 * 1000;
