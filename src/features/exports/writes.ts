/** The SQL that writes exports. */
import { eq } from "drizzle-orm";

import type { ExportPiece } from "#core/export/states";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { exports_ } from "#db/tenant/schema";
import type { ExportRow } from "#features/exports/queries";

export const insertExport = (db: TenantDb, row: typeof exports_.$inferInsert): Statement =>
  toStatement(db, db.insert(exports_).values(row));

const MOVED = "exports.cursor";

/**
 * Write down a piece that is in the bucket, and move the export along. The batch rolls back (`wasMoved`) when another run did: what
 * this one stored is named by nobody, and leaves the bucket with the others.
 */
export const keepPiece = (
  db: TenantDb,
  { id, cursor, pieces }: Pick<ExportRow, "id" | "cursor" | "pieces">,
  set: {
    readonly status: "running" | "ready";
    readonly cursor: ExportRow["cursor"];
    readonly pieces: readonly ExportPiece[];
    readonly rowCount: number;
    readonly endedAt: number | null;
    readonly dueAt: number;
  },
): Statement[] => [
  guard(
    db,
    MOVED,
    "EXISTS (SELECT 1 FROM exports WHERE id = ?1 AND cursor IS ?2 AND json_array_length(pieces) = ?3 AND status IN ('queued', 'running'))",
    id,
    cursor === null ? null : JSON.stringify(cursor),
    pieces.length,
  ),
  toStatement(db, db.update(exports_).set(set).where(eq(exports_.id, id))),
];

export const wasMoved = (error: unknown): boolean => isGuardBroken(error, MOVED);

const USE = `
UPDATE exports SET used = json_insert(used, '$[#]', ?2)
WHERE id = ?1 AND status = 'ready' AND NOT EXISTS (SELECT 1 FROM json_each(used) u WHERE u.value = ?2)`;

/** Use a link up. It wins when it changes a row. */
export const takeLink = (db: TenantDb, id: Id<"export">, nonce: string): Statement =>
  statement(db, USE, id, nonce);

/** Its pieces have left the bucket. */
export const expireExport = (db: TenantDb, id: Id<"export">): Statement =>
  statement(
    db,
    "UPDATE exports SET status = 'expired', pieces = '[]', used = '[]', filter = NULL, due_at = NULL WHERE id = ?1",
    id,
  );

/** Look again for an export whose job may be lost. */
export const postponeExport = (db: TenantDb, id: Id<"export">, dueAtMs: number): Statement =>
  statement(db, "UPDATE exports SET due_at = CAST(?2 AS INTEGER) WHERE id = ?1", id, dueAtMs);
