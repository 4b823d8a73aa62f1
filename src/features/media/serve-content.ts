import { AppError } from "#core/errors";
import { readRange, type ByteRange } from "#core/media/byte-range";
import { contentDisposition, savedName } from "#core/media/file-name";
import { essenceOf, mediaTypeOf, OCTET_STREAM } from "#core/media/types";
import type { MediaRow } from "#features/media/queries";
import { requireMedium } from "#features/media/require-medium";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { etagsOf } from "#platform/http/etag";

/** A file never runs in our origin: whatever it holds, it is data. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; sandbox";
/** A browser's own viewer of PDF does not start in a sandbox; scripts of the file run in the viewer, never in our origin. */
const PDF_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

const PENDING_RETRY_SECONDS = 5;

/**
 * The bytes of a medium, or a range of them, for a `GET` or `HEAD`.
 *
 * @throws AppError `not_found`; `invalid_state` while it is fetched; `media_unavailable`; `range_not_satisfiable`.
 */
export async function getContent(
  ctx: TenantContext,
  id: string,
  request: Request,
): Promise<Response> {
  requireScope(ctx, "inbox:read");

  return serveContent(ctx, id, request);
}

/** As {@link getContent}, for whoever has a good link. */
export async function serveContent(
  ctx: ScopedContext,
  id: string,
  { method, headers }: Request,
): Promise<Response> {
  const row = await requireMedium(ctx, id);
  const { objectKey, size } = stored(row);
  const etag = `"${row.sha256 ?? row.id}"`;
  const answer = headersOf(row, etag);
  if (isKnown(headers, etag)) return new Response(null, { status: 304, headers: answer });
  const range = rangeOf(headers, { size, etag });
  if (range === "unsatisfiable")
    throw new AppError("range_not_satisfiable", `The file has ${size} bytes.`, {
      headers: { "content-range": `bytes */${size}` },
    });
  answer.set("content-length", String(range === null ? size : range.last - range.first + 1));
  if (range !== null) answer.set("content-range", `bytes ${range.first}-${range.last}/${size}`);
  const status = range === null ? 200 : 206;
  if (method === "HEAD") return new Response(null, { status, headers: answer });
  const object = await ctx.bucket.open(objectKey, r2Range(range));
  if (object === null) throw unavailable("Its bytes are not there any more.");
  return new Response(object.body, { status, headers: answer });
}

const unavailable = (detail: string): AppError => new AppError("media_unavailable", detail);

function stored(row: MediaRow): { readonly objectKey: string; readonly size: number } {
  const { status, objectKey, size } = row;
  if (status === "stored" && objectKey !== null && size !== null) return { objectKey, size };
  if (status !== "pending")
    throw unavailable(
      status === "expired" ? "Meta keeps it no longer." : "It could not be fetched from Meta.",
    );
  throw new AppError("invalid_state", "It is being fetched from Meta.", {
    retryAfterSeconds: PENDING_RETRY_SECONDS,
  });
}

function headersOf(row: MediaRow, etag: string): Headers {
  const type = mediaTypeOf(row.mimeType);
  const isPdf = type?.signature === "pdf";
  return new Headers({
    "content-type": type === undefined ? OCTET_STREAM : essenceOf(row.mimeType),
    "content-disposition": contentDisposition(
      savedName(row.filename, row.mimeType),
      type?.isShown ?? false,
    ),
    // What an id names never changes, but it can be deleted, and not by whoever keeps a copy.
    "cache-control": "private, max-age=3600",
    "accept-ranges": "bytes",
    "content-security-policy": isPdf ? PDF_POLICY : POLICY,
    "x-frame-options": isPdf ? "SAMEORIGIN" : "DENY",
    "cross-origin-resource-policy": "same-origin",
    etag,
  });
}

function isKnown(headers: Headers, etag: string): boolean {
  const known = headers.get("if-none-match");
  return known !== null && (known.trim() === "*" || etagsOf(known).includes(etag));
}

/** A range of another version is answered with the whole, by RFC 9110 §13.1.5. */
function rangeOf(
  headers: Headers,
  { size, etag }: { readonly size: number; readonly etag: string },
): ByteRange | "unsatisfiable" | null {
  const condition = headers.get("if-range");
  if (condition !== null && condition.trim() !== etag) return null;
  return readRange(headers.get("range") ?? undefined, size);
}

const r2Range = (range: ByteRange | null): R2Range | undefined =>
  range === null ? undefined : { offset: range.first, length: range.last - range.first + 1 };
