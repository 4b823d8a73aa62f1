import { eq } from "drizzle-orm";

import { fieldError, type AppError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { imports } from "#db/tenant/schema";
import type { CampaignRow } from "#features/campaigns/queries";

/**
 * The import that an audience names. One that is still running may be meant: it grows until the launch.
 *
 * @throws AppError of `/audience/import_id`: `not_found`; `empty_audience` when it wrote nobody, or nobody any more.
 */
export async function requireImport(
  db: TenantDb,
  id: string,
): Promise<{ readonly id: Id<"import">; readonly isDone: boolean }> {
  const row = isId("import", id)
    ? await db
        .select({ id: imports.id, status: imports.status, dryRun: imports.dryRun })
        .from(imports)
        .where(eq(imports.id, id))
        .get()
    : undefined;
  if (row === undefined || row.status === "receiving")
    throw refused("not_found", "There is no such import.");
  if (row.dryRun) throw refused("empty_audience", "The import was a dry run: it made nobody.");
  if (row.status === "undoing" || row.status === "undone")
    throw refused("empty_audience", "The import was undone.");
  return { id: row.id, isDone: row.status === "completed" || row.status === "failed" };
}

/** Refuse an import that nobody can be sent to. @throws AppError as {@link requireImport}. */
export async function checkImport(
  db: TenantDb,
  { import_id: id }: CampaignRow["audience"],
): Promise<void> {
  if (id !== undefined) await requireImport(db, id);
}

/** Refuse an import whose people are not all known yet. @throws AppError as {@link requireImport}; `invalid_state`. */
export async function requireImportDone(
  db: TenantDb,
  { import_id: id }: CampaignRow["audience"],
): Promise<void> {
  if (id !== undefined && !(await requireImport(db, id)).isDone)
    throw refused("invalid_state", "The import is still running.");
}

const refused = (
  code: "not_found" | "empty_audience" | "invalid_state",
  message: string,
): AppError => fieldError(code, "/audience/import_id", message);
