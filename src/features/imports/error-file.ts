import { AppError, notFound } from "#core/errors";
import type { Id } from "#core/ids";
import type { PackedReport } from "#core/import/shapes";
import { IMPORT_KEPT_MS } from "#core/import/states";
import { findImport, readReports } from "#features/imports/queries";
import { asStream } from "#platform/byte-source";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { csvHead, csvLines } from "#platform/http/csv";

const COLUMNS = ["line", "column", "code", "value", "outcome", "message"];
/** Slices that are read at once. */
const SLICES = 20;

/**
 * What somebody should read about the rows of a file, as CSV, streamed.
 *
 * @throws AppError `not_found`; `file_expired` when it is kept no longer.
 */
export async function errorFile(ctx: TenantContext, id: string): Promise<Response> {
  requireScope(ctx, "contacts:read");

  const row = await findImport(ctx.db, id);
  if (row === undefined) throw notFound();
  if (row.endedAt !== null && row.endedAt + IMPORT_KEPT_MS <= ctx.nowMs())
    throw new AppError("file_expired", "What was wrong with a file is kept for seven days.");
  return new Response(asStream(linesOf(ctx, row.id)), {
    headers: {
      "content-type": "text/csv",
      "content-disposition": `attachment; filename="${row.id}-errors.csv"`,
      "cache-control": "no-store",
    },
  });
}

async function* linesOf(ctx: ScopedContext, importId: Id<"import">): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvHead(COLUMNS));
  for (let from = 0; ;) {
    const slices = await readReports(ctx.db, { importId, from, limit: SLICES });
    const lines = csvLines(slices.flatMap(({ reports }) => reports.map(cellsOf)));
    if (lines !== "") yield encoder.encode(lines);
    const last = slices.at(-1);
    if (last === undefined || slices.length < SLICES) return;
    from = last.n + 1;
  }
}

const cellsOf = ([line, column, code, value, isRejected, message]: PackedReport) => [
  line,
  column,
  code,
  value,
  isRejected === 1 ? "rejected" : "imported",
  message,
];
