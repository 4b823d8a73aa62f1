/**
 * Exports, written piece by piece: each lies in the bucket before its commit names it, under a key of its run alone. A second run
 * that comes between reads other rows, for people change, and may not write over what the first one's commit names.
 */
import { csvLine } from "#core/export/csv-cell";
import { EXPORT_KEPT_MS, type ExportPiece, type ExportTable } from "#core/export/states";
import type { Id } from "#core/ids";
import { exportReady } from "#features/exports/events";
import { folderOf } from "#features/exports/expire-files";
import { findExport, type ExportRow } from "#features/exports/queries";
import { TABLES, tablesOf } from "#features/exports/tables";
import { keepPiece, wasMoved } from "#features/exports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** So long after its last piece an export is thought to have lost its job, ms. */
export const EXPORT_LEASE_MS = 2 * 60 * 1000;
/** Of one piece, in rows and in bytes: it is held whole until it is stored. */
const PAGE_ROWS = 500;
const PIECE_BYTES = 4 * 1024 * 1024;
/** Pieces of one run. */
const PIECES_MAX = 20;
/** Pages of one piece: an invocation may make 1,000 statements. */
const PAGES_MAX = 5;

/** Go on with an export. Safe to run twice and at the same time. */
export async function runExport(ctx: ScopedContext, id: Id<"export">): Promise<void> {
  let row = await findExport(ctx.db, id);
  try {
    for (let n = 0; n < PIECES_MAX; n++) {
      if (row?.status !== "queued" && row?.status !== "running") return;
      row = await writePiece(ctx, row);
    }
  } catch (error) {
    if (wasMoved(error)) return;
    throw error;
  }
  if (row?.status === "running")
    await ctx.enqueue({ kind: "exports.run", tenantId: ctx.tenant.id, exportId: id });
}

async function writePiece(ctx: ScopedContext, row: ExportRow): Promise<ExportRow> {
  const from = whereFrom(row);
  const { text, rows, after } = await readPiece(ctx, row, from);
  const piece = await stored(ctx, row, { table: from.table, text });
  const pieces = [...row.pieces, ...piece];
  const cursor =
    after === null ? nextTable(tablesOf(row.resource), from.table) : { table: from.table, after };
  const nowMs = ctx.nowMs();
  const isReady = cursor === null;
  const set = {
    status: isReady ? ("ready" as const) : ("running" as const),
    cursor,
    pieces,
    rowCount: row.rowCount + rows,
    endedAt: isReady ? nowMs : null,
    dueAt: nowMs + (isReady ? EXPORT_KEPT_MS : EXPORT_LEASE_MS),
  };
  const next = { ...row, ...set };
  try {
    await commit(ctx, {
      statements: keepPiece(ctx.db, row, set),
      events: isReady ? [exportReady(next)] : [],
    });
  } catch (error) {
    // The other run's pieces may be gone by now, and nobody would look for this one.
    if (wasMoved(error)) for (const { key } of piece) await ctx.bucket.delete(key);
    throw error;
  }
  return next;
}

interface From {
  readonly table: ExportTable;
  /** "" at the beginning. */
  readonly after: string;
}

function whereFrom({ resource, cursor }: ExportRow): From {
  const tables = tablesOf(resource);
  const table = tables.find((name) => name === cursor?.table) ?? tables[0];
  if (table === undefined) throw new Error("a resource has tables");
  return { table, after: cursor?.after ?? "" };
}

function nextTable(tables: readonly ExportTable[], table: ExportTable): ExportRow["cursor"] {
  const next = tables[tables.indexOf(table) + 1];
  return next === undefined ? null : { table: next, after: null };
}

/** Put a piece into the bucket, unless nothing is in it. */
async function stored(
  ctx: ScopedContext,
  { id, pieces }: ExportRow,
  { table, text }: { readonly table: ExportTable; readonly text: string },
): Promise<readonly ExportPiece[]> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length === 0) return [];
  const ofRun = crypto.getRandomValues(new Uint8Array(8)).toHex();
  const key = `${folderOf(id)}${String(pieces.length).padStart(6, "0")}-${ofRun}`;
  await ctx.bucket.put(key, text);
  return [{ table, key, size: bytes.length }];
}

/** `after`: where the next piece begins; null when nothing is left of the table. */
async function readPiece(
  ctx: ScopedContext,
  { format, filter }: ExportRow,
  from: From,
): Promise<{ readonly text: string; readonly rows: number; readonly after: string | null }> {
  const { columns, read, place } = TABLES[from.table];
  let text = from.after === "" && format === "csv" ? `\ufeff${columns.join(",")}\r\n` : "";
  let after = from.after;
  let count = 0;
  for (let page = 0; page < PAGES_MAX && text.length < PIECE_BYTES; page++) {
    const rows = await read(ctx, { after, limit: PAGE_ROWS, filter });
    count += rows.length;
    for (const row of rows)
      text += format === "csv" ? csvLine(columns, row) : `${JSON.stringify(row)}\n`;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return { text, rows: count, after: null };
    after = String(place === "id" ? last.id : last["seq"]);
  }
  return { text, rows: count, after };
}
