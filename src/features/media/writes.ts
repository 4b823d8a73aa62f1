/** The SQL that writes media. */
import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import { isGivenUp } from "#core/media/meta-uploads";
import {
  guard,
  isGuardBroken,
  jsonParameters,
  statement,
  toStatement,
  type Statement,
} from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { media } from "#db/tenant/schema";
import type { MediaRow } from "#features/media/queries";

/** A file that comes in: its bytes go into the bucket, and are nobody's until it is kept. */
export interface ComingRow {
  readonly id: Id<"media">;
  readonly mimeType: string;
  readonly objectKey: string;
  /** When it is swept if nobody keeps it, Unix ms. */
  readonly sweptAt: number;
  readonly createdAt: number;
}

/** Enter a file that comes in as one that is deleted: unless it is kept, the sweep takes its bytes out of the bucket. */
export const insertComing = (db: TenantDb, { sweptAt, ...row }: ComingRow): Statement =>
  toStatement(
    db,
    db
      .insert(media)
      .values({ ...row, status: "pending", attempts: 0, deletedAt: row.createdAt, dueAt: sweptAt }),
  );

/** A file that was uploaded, and is stored. */
export interface UploadedRow {
  readonly id: Id<"media">;
  readonly size: number;
  readonly sha256: string;
  readonly filename: string | null;
  readonly createdAt: number;
}

const COMING = "media.coming";

/** Keep a file that came in. The batch rolls back (`wasSwept`) when the sweep was faster. */
export const keepUploaded = (db: TenantDb, { id, createdAt, ...set }: UploadedRow): Statement[] => [
  guard(
    db,
    COMING,
    "EXISTS (SELECT 1 FROM media WHERE id = ?1 AND status = 'pending' AND deleted_at IS NOT NULL)",
    id,
  ),
  toStatement(
    db,
    db
      .update(media)
      .set({
        ...set,
        status: "stored",
        createdAt,
        storedAt: createdAt,
        deletedAt: null,
        dueAt: null,
      })
      .where(eq(media.id, id)),
  ),
];

export const wasSwept = (error: unknown): boolean => isGuardBroken(error, COMING);

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

const CLAIM = `
UPDATE media SET attempts = attempts + 1, due_at = CAST(?3 AS INTEGER), object_key = ?4
WHERE id = ?1 AND status = 'pending' AND deleted_at IS NULL AND due_at <= ?2`;

/**
 * Take a pending medium that is due: nobody else fetches it before `untilMs`, and it is stored under `objectKey` alone. It wins
 * when it changes a row. Read its results with {@link claimedFetch}.
 */
export const claimFetch = (
  db: TenantDb,
  id: Id<"media">,
  claim: { readonly nowMs: number; readonly untilMs: number; readonly objectKey: string },
): Statement[] => [
  statement(
    db,
    "SELECT object_key AS objectKey FROM media WHERE id = ?1 AND status = 'pending'",
    id,
  ),
  statement(db, CLAIM, id, claim.nowMs, claim.untilMs, claim.objectKey),
];

/** From the results of {@link claimFetch}: whether it won, and the key whose bytes a fetch that was cut short may have left. */
export function claimedFetch([before, claim]: readonly D1Result<Record<string, unknown>>[]): {
  readonly isMine: boolean;
  readonly left: string | null;
} {
  const left = before?.results[0]?.["objectKey"];
  return { isMine: claim?.meta.changes === 1, left: typeof left === "string" ? left : null };
}

const STORE = `
UPDATE media SET status = 'stored', size = ?2, sha256 = ?3, object_key = ?4, stored_at = CAST(?5 AS INTEGER), due_at = NULL, error = NULL
WHERE id = ?1 AND status = 'pending' AND deleted_at IS NULL AND object_key = ?4`;

/** The bytes of a pending medium are in the bucket, under the key of its claim. It wins when it changes a row; else the bytes are nobody's. */
export const storeFetched = (
  db: TenantDb,
  id: Id<"media">,
  of: {
    readonly size: number;
    readonly sha256: string;
    readonly objectKey: string;
    readonly nowMs: number;
  },
): Statement => statement(db, STORE, id, of.size, of.sha256, of.objectKey, of.nowMs);

const POSTPONE = `
UPDATE media SET due_at = CAST(?2 AS INTEGER), error = ?3, object_key = NULL
WHERE id = ?1 AND status = 'pending' AND deleted_at IS NULL AND object_key IS ?4`;

/** Try a pending medium again later, of which the claim's key holds no bytes. */
export const postponeFetch = (
  db: TenantDb,
  { id, objectKey }: Pick<MediaRow, "id" | "objectKey">,
  { dueAtMs, error }: { readonly dueAtMs: number; readonly error: string },
): Statement => statement(db, POSTPONE, id, dueAtMs, error, objectKey);

const GIVE_UP = `
UPDATE media SET status = ?2, due_at = NULL, error = ?3, object_key = NULL
WHERE id = ?1 AND status = 'pending' AND deleted_at IS NULL AND object_key IS ?4`;

/** A pending medium cannot be had, and the claim's key holds no bytes. */
export const giveUpFetch = (
  db: TenantDb,
  { id, objectKey }: Pick<MediaRow, "id" | "objectKey">,
  { status, error }: { readonly status: "failed" | "expired"; readonly error: string },
): Statement => statement(db, GIVE_UP, id, status, error, objectKey);

const AGAIN = `
UPDATE media SET status = 'pending', attempts = 0, error = NULL, due_at = CAST(?2 AS INTEGER)
WHERE id = ?1 AND status IN ('pending', 'failed') AND deleted_at IS NULL AND meta_media_id IS NOT NULL`;

/** Fetch a medium again that could not be had, from the start. */
export const fetchAgain = (db: TenantDb, id: Id<"media">, nowMs: number): Statement =>
  statement(db, AGAIN, id, nowMs);

const ASK_UPLOAD = `
UPDATE media SET meta_uploads = json_set(coalesce(meta_uploads, '{}'), '$."' || ?2 || '".wait',
  json_object('since', coalesce(meta_uploads->('$."' || ?2 || '".wait.since'), CAST(?3 AS INTEGER)), 'until', CAST(?4 AS INTEGER)))
WHERE id = ?1 AND coalesce(meta_uploads->>('$."' || ?2 || '".wait.until'), 0) <= ?3`;

/** Ask for a medium to be uploaded for a number: nobody else asks before `untilMs`. It wins when it changes a row. */
export const askUpload = (
  db: TenantDb,
  of: {
    readonly mediaId: Id<"media">;
    readonly numberId: Id<"number">;
    readonly nowMs: number;
    readonly untilMs: number;
  },
): Statement => statement(db, ASK_UPLOAD, of.mediaId, of.numberId, of.nowMs, of.untilMs);

const KEEP_UPLOAD = `
UPDATE media SET meta_uploads = json_set(coalesce(meta_uploads, '{}'), '$."' || ?2 || '"',
  json_object('id', ?3, 'until', CAST(?4 AS INTEGER))) WHERE id = ?1`;

/** Remember Meta's id of a medium that was uploaded for a number, and until when Meta keeps it, Unix ms. */
export const keepUpload = (
  db: TenantDb,
  of: {
    readonly mediaId: Id<"media">;
    readonly numberId: Id<"number">;
    readonly metaMediaId: string;
    readonly untilMs: number;
  },
): Statement => statement(db, KEEP_UPLOAD, of.mediaId, of.numberId, of.metaMediaId, of.untilMs);

const KEEP_REFUSAL = `
UPDATE media SET meta_uploads = json_set(coalesce(meta_uploads, '{}'), '$."' || ?2 || '"', json_object('refused', json(?3)))
WHERE id = ?1`;

/** Meta does not take a medium from a number: messages that wait for it fail with what Meta said. */
export const keepRefusal = (
  db: TenantDb,
  of: {
    readonly mediaId: Id<"media">;
    readonly numberId: Id<"number">;
    readonly refused: object;
  },
): Statement => statement(db, KEEP_REFUSAL, of.mediaId, of.numberId, JSON.stringify(of.refused));

const FORGET_REFUSAL = `
UPDATE media SET meta_uploads = json_remove(meta_uploads, '$."' || ?2 || '"') WHERE id = ?1`;

/** A new message has media tried again that Meta did not take, or that did not get there. */
export const forgetRefusals = (
  db: TenantDb,
  rows: readonly MediaRow[],
  of: { readonly numberId: Id<"number">; readonly nowMs: number },
): Statement[] =>
  rows
    .filter((row) => isGivenUp(row.metaUploads, of.numberId, of.nowMs))
    .map(({ id }) => statement(db, FORGET_REFUSAL, id, of.numberId));
