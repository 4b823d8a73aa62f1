import { and, desc, eq, gte, inArray, isNotNull, lt, lte, ne } from "drizzle-orm";

import { isId, type Id } from "#core/ids";
import type { PackedReport } from "#core/import/shapes";
import type { TenantDb } from "#db/tenant/client";
import { imports, importSlices, media } from "#db/tenant/schema";

export type ImportRow = typeof imports.$inferSelect;

/** An import whose file is here. */
export interface ReadyImport extends ImportRow {
  readonly file: NonNullable<ImportRow["file"]>;
  readonly settings: NonNullable<ImportRow["settings"]>;
}

const isReady = (row: ImportRow | undefined): row is ReadyImport =>
  row !== undefined && row.file !== null && row.settings !== null;

export async function findImport(db: TenantDb, id: string): Promise<ReadyImport | undefined> {
  if (!isId("import", id)) return undefined;
  const row = await db.select().from(imports).where(eq(imports.id, id)).get();
  return isReady(row) ? row : undefined;
}

/** Imports whose file is here, newest first. */
export async function findImports(
  db: TenantDb,
  { before, limit }: { readonly before: Id<"import"> | undefined; readonly limit: number },
): Promise<readonly ReadyImport[]> {
  const rows = await db
    .select()
    .from(imports)
    .where(and(isNotNull(imports.file), before === undefined ? undefined : lt(imports.id, before)))
    .orderBy(desc(imports.id))
    .limit(limit)
    .all();
  return rows.filter(isReady);
}

/** The last import of a file with the same settings that wrote what it read. */
export async function findRepeated(
  db: TenantDb,
  fingerprint: string,
): Promise<Id<"import"> | null> {
  const row = await db
    .select({ id: imports.id })
    .from(imports)
    .where(
      and(
        eq(imports.fingerprint, fingerprint),
        eq(imports.dryRun, false),
        inArray(imports.status, ["queued", "running", "completed"]),
      ),
    )
    .orderBy(desc(imports.id))
    .limit(1)
    .get();
  return row?.id ?? null;
}

/** Imports with which something is to be done now, the longest due first. */
export const findDueImports = (
  db: TenantDb,
  nowMs: number,
  limit: number,
): Promise<readonly Pick<ImportRow, "id" | "status" | "objectKey">[]> =>
  db
    .select({ id: imports.id, status: imports.status, objectKey: imports.objectKey })
    .from(imports)
    .where(and(isNotNull(imports.dueAt), lte(imports.dueAt, nowMs)))
    .orderBy(imports.dueAt)
    .limit(limit)
    .all();

/** A slice, and whom it made. */
export const findSlice = (db: TenantDb, importId: Id<"import">, n: number) =>
  db
    .select({ created: importSlices.created })
    .from(importSlices)
    .where(and(eq(importSlices.importId, importId), eq(importSlices.n, n)))
    .get();

/** Slices from a number on that have reports, as they were read; none when they are kept no longer. */
export async function readReports(
  db: TenantDb,
  of: { readonly importId: Id<"import">; readonly from: number; readonly limit: number },
): Promise<readonly { readonly n: number; readonly reports: readonly PackedReport[] }[]> {
  const rows = await db
    .select({ n: importSlices.n, reports: importSlices.reports })
    .from(importSlices)
    .where(and(eq(importSlices.importId, of.importId), gte(importSlices.n, of.from)))
    .orderBy(importSlices.n)
    .limit(of.limit)
    .all();
  return rows.map(({ n, reports }) => ({ n, reports: reports ?? [] }));
}

/** Whether a file of ours is there. */
export async function hasMedium(db: TenantDb, id: string): Promise<boolean> {
  if (!isId("media", id)) return false;
  const row = await db
    .select({ deletedAt: media.deletedAt })
    .from(media)
    .where(and(eq(media.id, id), ne(media.status, "failed")))
    .get();
  return row?.deletedAt === null;
}

/** Imports whose file is in the bucket. */
export const findFiles = (
  db: TenantDb,
): Promise<readonly Pick<ImportRow, "id" | "status" | "objectKey">[]> =>
  db
    .select({ id: imports.id, status: imports.status, objectKey: imports.objectKey })
    .from(imports)
    .where(and(isNotNull(imports.objectKey), ne(imports.status, "receiving")))
    .all();
