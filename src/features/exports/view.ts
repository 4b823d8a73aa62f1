import { EXPORT_KEPT_MS } from "#core/export/states";
import type { ExportRow } from "#features/exports/queries";
import type { ExportView } from "#features/exports/schemas";

/** The wire shape of an export. @param url A link to it, when there is one. */
export const exportView = (row: ExportRow, url: string | null = null): ExportView => ({
  id: row.id,
  status: row.status,
  resource: row.resource,
  format: row.format,
  rows: row.rowCount,
  size: row.pieces.reduce((sum, { size }) => sum + size, 0),
  url,
  created_at: new Date(row.createdAt).toISOString(),
  ended_at: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
  expires_at: row.endedAt === null ? null : new Date(row.endedAt + EXPORT_KEPT_MS).toISOString(),
});
