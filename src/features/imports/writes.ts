/** The SQL that writes imports. */
import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import {
  packReport,
  type ImportFile,
  type ImportProblem,
  type RowReport,
} from "#core/import/shapes";
import { IMPORT_KEPT_MS } from "#core/import/states";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { imports } from "#db/tenant/schema";
import type { ImportRow } from "#features/imports/queries";

/** Enter a file that comes in: unless it is kept, the sweep takes its bytes out of the bucket. */
export const insertReceiving = (
  db: TenantDb,
  row: Pick<ImportRow, "id" | "objectKey" | "actor" | "createdAt" | "dueAt">,
): Statement => toStatement(db, db.insert(imports).values({ ...row, status: "receiving" }));

const RECEIVING = "imports.receiving";

/** What a file that is here is known by. */
export type KeptFile = Pick<
  ImportRow,
  | "id"
  | "dryRun"
  | "fileName"
  | "size"
  | "sha256"
  | "file"
  | "settings"
  | "fingerprint"
  | "repeats"
  | "cursor"
  | "line"
  | "createdAt"
  | "dueAt"
>;

/** Keep a file that came in, to be imported. The batch rolls back (`wasSwept`) when the sweep was faster. */
export const keepImport = (db: TenantDb, { id, ...set }: KeptFile): Statement[] => [
  guard(db, RECEIVING, "EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND status = 'receiving')", id),
  toStatement(
    db,
    db
      .update(imports)
      .set({ ...set, status: "queued" })
      .where(eq(imports.id, id)),
  ),
];

export const wasSwept = (error: unknown): boolean => isGuardBroken(error, RECEIVING);

/** Forget a file that never became an import, once its bytes are gone. */
export const forgetReceiving = (db: TenantDb, id: Id<"import">): Statement =>
  statement(db, "DELETE FROM imports WHERE id = ?1 AND status = 'receiving'", id);

const MOVED = "imports.slices";

/** What one commit of an import did. */
export interface WrittenSlice {
  readonly created: readonly Id<"contact">[];
  readonly known: readonly Id<"contact">[];
  readonly reports: readonly RowReport[];
  readonly counts: Readonly<
    Record<"created" | "updated" | "unchanged" | "rejected" | "granted" | "withheld", number>
  >;
  /** Where the next one begins. */
  readonly cursor: number;
  readonly line: number;
  readonly isLast: boolean;
  readonly nowMs: number;
  /** When somebody else may look after the import, or its file is to go, Unix ms. */
  readonly dueAtMs: number;
}

const INSERT_SLICE = `
INSERT INTO import_slices (import_id, n, created, known, reports) SELECT ?1, CAST(?2 AS INTEGER),
  (SELECT coalesce(json_group_array(json_array(c.id, c.updated_at)), '[]') FROM json_each(?3) e CROSS JOIN contacts c ON c.id = e.value),
  ?4, ?5`;

const ADVANCE = `
UPDATE imports SET status = ?2, cursor = ?3, line = ?4, slices = slices + 1, created = created + ?5, updated = updated + ?6,
  unchanged = unchanged + ?7, rejected = rejected + ?8, granted = granted + ?9, withheld = withheld + ?10,
  reported = reported + ?11, started_at = coalesce(started_at, CAST(?12 AS INTEGER)), ended_at = CAST(?13 AS INTEGER),
  due_at = CAST(?14 AS INTEGER)
WHERE id = ?1`;

/**
 * Write down a slice beside what it wrote, and move the import along. It stands behind the contacts' own statements, and its
 * batch rolls back (`wasMoved`) when the slice has been written: so every row of a file counts once, wherever a run was cut off.
 */
export const writeSlice = (
  db: TenantDb,
  { id, slices }: Pick<ImportRow, "id" | "slices">,
  slice: WrittenSlice,
): Statement[] => {
  const { counts, reports, isLast } = slice;
  return [
    guard(
      db,
      MOVED,
      "EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND slices = ?2 AND status IN ('queued', 'running'))",
      id,
      slices,
    ),
    statement(
      db,
      INSERT_SLICE,
      id,
      slices,
      JSON.stringify(slice.created),
      JSON.stringify(slice.known),
      reports.length === 0 ? null : JSON.stringify(reports.map(packReport)),
    ),
    statement(
      db,
      ADVANCE,
      id,
      isLast ? "completed" : "running",
      slice.cursor,
      slice.line,
      counts.created,
      counts.updated,
      counts.unchanged,
      counts.rejected,
      counts.granted,
      counts.withheld,
      reports.length,
      slice.nowMs,
      isLast ? slice.nowMs : null,
      slice.dueAtMs,
    ),
  ];
};

/** Whether another run had written the slice, or the import stands elsewhere by now. */
export const wasMoved = (error: unknown): boolean => isGuardBroken(error, MOVED);

/** The import cannot go on. It loses to another run that moved it meanwhile. */
export const failImport = (
  db: TenantDb,
  { id, slices }: Pick<ImportRow, "id" | "slices">,
  of: { readonly error: ImportProblem; readonly nowMs: number; readonly dueAtMs: number },
): Statement[] => [
  guard(
    db,
    MOVED,
    "EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND slices = ?2 AND status IN ('queued', 'running'))",
    id,
    slices,
  ),
  toStatement(
    db,
    db
      .update(imports)
      .set({ status: "failed", error: of.error, endedAt: of.nowMs, dueAt: of.dueAtMs })
      .where(eq(imports.id, id)),
  ),
];

const ASK_UNDO = "imports.undo";

/** Begin to take back what an import did. The batch rolls back (`cannotUndo`) unless it is done and wrote something. */
export const beginUndo = (
  db: TenantDb,
  id: Id<"import">,
  { nowMs, dueAtMs }: { readonly nowMs: number; readonly dueAtMs: number },
): Statement[] => [
  guard(
    db,
    ASK_UNDO,
    "EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND status IN ('completed', 'failed') AND dry_run = 0 AND ended_at > ?2)",
    id,
    nowMs - IMPORT_KEPT_MS,
  ),
  statement(
    db,
    "UPDATE imports SET status = 'undoing', due_at = CAST(?2 AS INTEGER) WHERE id = ?1",
    id,
    dueAtMs,
  ),
];

export const cannotUndo = (error: unknown): boolean => isGuardBroken(error, ASK_UNDO);

const UNDO = `
UPDATE imports SET status = ?2, undone_slices = undone_slices + 1, removed = removed + ?3, kept = kept + ?4,
  due_at = CAST(?5 AS INTEGER) WHERE id = ?1`;

/** Write down that a slice was taken back, beside what took it back. The batch rolls back (`wasMoved`) when it was before. */
export const undoSlice = (
  db: TenantDb,
  { id, undoneSlices }: Pick<ImportRow, "id" | "undoneSlices">,
  of: {
    readonly removed: number;
    readonly kept: number;
    readonly isLast: boolean;
    readonly dueAtMs: number;
  },
): Statement[] => [
  guard(
    db,
    MOVED,
    "EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND undone_slices = ?2 AND status = 'undoing')",
    id,
    undoneSlices,
  ),
  statement(db, UNDO, id, of.isLast ? "undone" : "undoing", of.removed, of.kept, of.dueAtMs),
];

const ASK_RUN = "imports.run";

/** Import what a dry run only looked at. The batch rolls back (`cannotRun`) unless it has just done so. */
export const beginRun = (
  db: TenantDb,
  row: Pick<ImportRow, "id" | "repeats"> & { readonly from: ImportFile["from"] },
  { nowMs, dueAtMs }: { readonly nowMs: number; readonly dueAtMs: number },
): Statement[] => [
  guard(
    db,
    ASK_RUN,
    "EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND status = 'completed' AND dry_run = 1 AND object_key IS NOT NULL AND ended_at > ?2)",
    row.id,
    nowMs - IMPORT_KEPT_MS,
  ),
  statement(db, "DELETE FROM import_slices WHERE import_id = ?1", row.id),
  toStatement(
    db,
    db
      .update(imports)
      .set({
        ...NOTHING_YET,
        status: "queued",
        dryRun: false,
        repeats: row.repeats,
        cursor: row.from.byte,
        line: row.from.line,
        createdAt: nowMs,
        dueAt: dueAtMs,
      })
      .where(eq(imports.id, row.id)),
  ),
];

export const cannotRun = (error: unknown): boolean => isGuardBroken(error, ASK_RUN);

/** What an import has done before its first row. */
export const NOTHING_YET = {
  slices: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  granted: 0,
  withheld: 0,
  reported: 0,
  undoneSlices: 0,
  removed: 0,
  kept: 0,
  error: null,
  startedAt: null,
  endedAt: null,
} as const;

/** Look again for an import whose job may be lost. */
export const postponeImport = (db: TenantDb, id: Id<"import">, dueAtMs: number): Statement =>
  statement(db, "UPDATE imports SET due_at = CAST(?2 AS INTEGER) WHERE id = ?1", id, dueAtMs);

/** The file has left the bucket, and what stood in its cells is forgotten; whom it made is still known. */
export const forgetFile = (db: TenantDb, id: Id<"import">): Statement[] => [
  statement(db, "UPDATE imports SET object_key = NULL, due_at = NULL WHERE id = ?1", id),
  statement(
    db,
    "UPDATE import_slices SET reports = NULL WHERE import_id = ?1 AND reports IS NOT NULL",
    id,
  ),
];
