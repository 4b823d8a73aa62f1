import { AppError } from "#core/errors";
import { EXPORT_LINK } from "#features/exports/link";
import { findExport, type ExportRow } from "#features/exports/queries";
import { bytesOfExport } from "#features/exports/serve-export";
import { takeLink } from "#features/exports/writes";
import { commit } from "#platform/commit";
import { noSuchFile, workspaceOfLink, type SignedLink } from "#platform/signed-link";

/** What a link to an export says: it is used up by its nonce. */
type ExportLink = SignedLink & Required<Pick<SignedLink, "nonce">>;

/**
 * Answer a link, once: whoever asks with `HEAD` uses nothing up.
 *
 * @throws AppError `not_found` for a link that was not made here, of whatever is not there, and of a suspended workspace;
 *   `link_expired`, `link_used`, `file_expired`.
 */
export async function openLink(env: Env, link: ExportLink, request: Request): Promise<Response> {
  const ctx = await workspaceOfLink(env, EXPORT_LINK, link);
  const row = await findExport(ctx.db, link.id);
  if (row === undefined) throw noSuchFile();
  if (row.status !== "ready") throw new AppError("file_expired", "The export is kept no longer.");
  if (request.method === "HEAD") return new Response(null, { headers: headersOf(row) });
  const { results } = await commit(ctx, {
    statements: [takeLink(ctx.db, row.id, link.nonce)],
    audit: { action: "export.download", target: row.id },
  });
  if (results[0]?.meta.changes !== 1)
    throw new AppError("link_used", "Read the export again for a new link.");
  return new Response(bytesOfExport(ctx, row), { headers: headersOf(row) });
}

const TYPES = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;

function headersOf({ id, resource, format }: ExportRow): Record<string, string> {
  const isArchive = resource === "workspace";
  return {
    "content-type": isArchive ? "application/zip" : TYPES[format],
    "content-disposition": `attachment; filename="${resource}-${id}.${isArchive ? "zip" : format}"`,
    "cache-control": "no-store",
  };
}
