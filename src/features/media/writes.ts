/** The SQL that writes media. */
import type { Id } from "#core/ids";
import { jsonParameters, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { media } from "#db/tenant/schema";

/** A file that was uploaded, and is stored. */
export interface UploadedRow {
  readonly id: Id<"media">;
  readonly mimeType: string;
  readonly size: number;
  readonly sha256: string;
  readonly filename: string | null;
  readonly objectKey: string;
  readonly createdAt: number;
}

/** Enter a file that was uploaded. */
export const insertUploaded = (db: TenantDb, row: UploadedRow): Statement =>
  toStatement(
    db,
    db.insert(media).values({ ...row, status: "stored", storedAt: row.createdAt, attempts: 0 }),
  );

/** The medium of an incoming message, to be fetched at once. */
export interface PendingRow {
  readonly id: Id<"media">;
  readonly mimeType: string;
  /** As Meta said, hex; null when it did not. */
  readonly sha256: string | null;
  readonly filename: string | null;
  readonly messageId: Id<"message">;
  readonly numberId: Id<"number">;
  readonly metaMediaId: string;
  /** Unix ms. */
  readonly metaExpiresAt: number;
}

const INSERT_PENDING = `
INSERT INTO media (id, status, mime_type, sha256, filename, message_id, number_id, meta_media_id, meta_expires_at, due_at, created_at)
SELECT m.value->>0, 'pending', m.value->>1, m.value->>2, m.value->>3, m.value->>4, m.value->>5, m.value->>6, m.value->>7,
  CAST(?2 AS INTEGER), CAST(?2 AS INTEGER)
FROM json_each(?1) m WHERE true ON CONFLICT DO NOTHING`;

/** Enter the media of incoming messages, in the batch that stores those. */
export const insertPending = (
  db: TenantDb,
  rows: readonly PendingRow[],
  nowMs: number,
): Statement[] =>
  jsonParameters(
    rows.map((row) => [
      row.id,
      row.mimeType,
      row.sha256,
      row.filename,
      row.messageId,
      row.numberId,
      row.metaMediaId,
      row.metaExpiresAt,
    ]),
  ).map((json) => statement(db, INSERT_PENDING, json, nowMs));

const DROP = `
UPDATE media SET deleted_at = CAST(?2 AS INTEGER), due_at = CAST(?2 AS INTEGER)
WHERE id IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL`;

/** Delete media for everybody; their bytes are taken out of the bucket afterwards. */
export const dropMedia = (db: TenantDb, ids: readonly Id<"media">[], nowMs: number): Statement[] =>
  jsonParameters(ids).map((json) => statement(db, DROP, json, nowMs));

/** Forget a deleted medium whose bytes are gone. */
export const forgetMedium = (db: TenantDb, id: Id<"media">): Statement =>
  statement(db, "DELETE FROM media WHERE id = ?1 AND deleted_at IS NOT NULL", id);
