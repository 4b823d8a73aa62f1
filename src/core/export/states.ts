export const EXPORT_STATUSES = ["queued", "running", "ready", "failed", "expired"] as const;

/** Tables that can be exported, in the order in which a whole workspace is. */
export const EXPORT_TABLES = ["contacts", "messages", "campaigns", "consents", "audit"] as const;
export type ExportTable = (typeof EXPORT_TABLES)[number];

export const EXPORT_RESOURCES = [...EXPORT_TABLES, "workspace"] as const;
export type ExportResource = (typeof EXPORT_RESOURCES)[number];

export const EXPORT_FORMATS = ["csv", "ndjson"] as const;

/** How long an export can be fetched, ms. */
export const EXPORT_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** A piece of a table in the bucket: where it lies, and its bytes. `media`: a line for each file. */
export interface ExportPiece {
  readonly table: ExportTable | "media";
  readonly key: string;
  readonly size: number;
}
