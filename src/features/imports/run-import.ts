/** Files of contacts, read on from where they stand: a slice is a commit, and wherever a run is cut off the next goes on. */
import type { Id } from "#core/ids";
import { IMPORT_KEPT_MS } from "#core/import/states";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isContactConflict } from "#features/contacts/index";
import { importCompleted, importFailed, importProgress } from "#features/imports/events";
import { faultText } from "#features/imports/file-check";
import { planSlice } from "#features/imports/plan-slice";
import { findImport, type ReadyImport } from "#features/imports/queries";
import { openSlices, type FileSlice } from "#features/imports/read-slices";
import { RUN_LEASE_MS } from "#features/imports/run-lease";
import { undoSlices } from "#features/imports/undo-slices";
import { failImport, wasMoved, writeSlice } from "#features/imports/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { CsvFault } from "#platform/csv-records";

/** Slices of one run: some 25 statements each, of the 1,000 that an invocation may make. */
const SLICES_MAX = 20;

/** Go on with an import. Safe to run twice and at the same time: whoever comes second to a slice leaves it to the first. */
export async function runImport(ctx: ScopedContext, id: Id<"import">): Promise<void> {
  const row = await findImport(ctx.db, id);
  if (row?.status === "undoing") return undoSlices(ctx, row);
  if (row?.status !== "queued" && row?.status !== "running") return undefined;
  try {
    return await readOn(ctx, row);
  } catch (error) {
    if (wasMoved(error)) return undefined;
    throw error;
  }
}

async function readOn(ctx: ScopedContext, begun: ReadyImport): Promise<void> {
  const slices = await openSlices(ctx, begun);
  if (slices === null)
    return fail(ctx, begun, { code: "file_expired", detail: "Its bytes are gone.", line: null });
  let row = begun;
  try {
    for await (const slice of slices) {
      row = await importSlice(ctx, row, slice);
      if (row.status === "completed") return undefined;
      if (row.slices - begun.slices >= SLICES_MAX) break;
    }
  } catch (error) {
    if (!(error instanceof CsvFault)) throw error;
    const { code, line } = error;
    return fail(ctx, row, { code, detail: faultText(error), line });
  }
  return ctx.enqueue({ kind: "imports.run", tenantId: ctx.tenant.id, importId: row.id });
}

/** Write one slice, and the import as it stands after it. */
function importSlice(
  outer: ScopedContext,
  row: ReadyImport,
  { records, cursor, line, isLast }: FileSlice,
): Promise<ReadyImport> {
  return retryConflict(async () => {
    const nowMs = outer.nowMs();
    // The ledger's rows name the import, which names who answers for it.
    const ctx = { ...outer, nowMs: () => nowMs, actor: { kind: "job", id: row.id } as const };
    const { statements, events, slice } = await planSlice(ctx, row, records);
    const after = advanced(row, slice.counts, { cursor, line, isLast, nowMs });
    const dueAtMs = nowMs + (isLast ? IMPORT_KEPT_MS : RUN_LEASE_MS);
    await commit(ctx, {
      statements: [
        ...statements,
        ...writeSlice(ctx.db, row, { ...slice, cursor, line, isLast, nowMs, dueAtMs }),
      ],
      events: [...events, ...toldOf(row, after)],
    });
    return after;
  }, isContactConflict);
}

type Counts = Parameters<typeof writeSlice>[2]["counts"];

const advanced = (
  row: ReadyImport,
  counts: Counts,
  { cursor, line, isLast, nowMs }: Omit<FileSlice, "records"> & { readonly nowMs: number },
): ReadyImport => ({
  ...row,
  status: isLast ? "completed" : "running",
  cursor,
  line,
  slices: row.slices + 1,
  created: row.created + counts.created,
  updated: row.updated + counts.updated,
  unchanged: row.unchanged + counts.unchanged,
  rejected: row.rejected + counts.rejected,
  startedAt: row.startedAt ?? nowMs,
});

/** Progress is told once for each tenth, and not beside the end. */
function toldOf(before: ReadyImport, after: ReadyImport) {
  if (after.status === "completed") return [importCompleted(after)];
  return tenthOf(after) > tenthOf(before) ? [importProgress(after)] : [];
}

const tenthOf = ({ created, updated, unchanged, rejected, file }: ReadyImport): number =>
  Math.floor((10 * (created + updated + unchanged + rejected)) / Math.max(file.rows, 1));

async function fail(
  ctx: ScopedContext,
  row: ReadyImport,
  error: NonNullable<ReadyImport["error"]>,
): Promise<void> {
  const nowMs = ctx.nowMs();
  await commit(ctx, {
    statements: failImport(ctx.db, row, { error, nowMs, dueAtMs: nowMs + IMPORT_KEPT_MS }),
    events: [importFailed(row, error)],
  });
}
