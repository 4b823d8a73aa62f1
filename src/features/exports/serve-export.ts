import { EXPORT_TABLES } from "#core/export/states";
import { displayName, savedName } from "#core/media/file-name";
import type { ExportRow } from "#features/exports/queries";
import { openMedium, readMediaForExport, type MediaRow } from "#features/media/index";
import { asStream, StreamSource } from "#platform/byte-source";
import type { ScopedContext } from "#platform/context";
import { zipOf, type ZipEntry } from "#platform/zip";

const MEDIA_PAGE = 100;

/** The bytes of an export, put together as they are read. */
export const bytesOfExport = (ctx: ScopedContext, row: ExportRow): ReadableStream<Uint8Array> =>
  row.resource === "workspace"
    ? zipOf(entriesOf(ctx, row))
    : asStream(bytesOfTable(ctx, row, row.resource));

async function* bytesOfTable(
  ctx: ScopedContext,
  { pieces }: ExportRow,
  table: string,
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces.filter((one) => one.table === table)) {
    const object = await ctx.bucket.open(piece.key);
    // Better a download that breaks off than a table that lacks rows unseen.
    if (object === null) throw new Error("a piece of an export is gone");
    yield* new StreamSource(object.body);
  }
}

async function* entriesOf(ctx: ScopedContext, row: ExportRow): AsyncGenerator<ZipEntry> {
  const lastModified = new Date(row.endedAt ?? row.createdAt);
  for (const table of EXPORT_TABLES)
    yield {
      name: `${table}.${row.format}`,
      lastModified,
      input: asStream(bytesOfTable(ctx, row, table)),
    };
  yield { name: "media.ndjson", lastModified, input: asStream(mediaList(ctx)) };
  for await (const medium of media(ctx)) {
    const opened = await openMedium(ctx, medium);
    if (opened !== null)
      yield {
        name: nameOf(medium),
        lastModified: new Date(medium.createdAt),
        input: opened.body as ReadableStream<Uint8Array>,
      };
  }
}

const nameOf = ({ id, filename, mimeType }: MediaRow): string =>
  `media/${id}-${savedName(displayName(filename), mimeType)}`;

async function* media(ctx: ScopedContext): AsyncGenerator<MediaRow> {
  for (let after = ""; ;) {
    const rows = await readMediaForExport(ctx, { after, limit: MEDIA_PAGE });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < MEDIA_PAGE) return;
    after = last.id;
  }
}

/** What each file is, and of which message. */
async function* mediaList(ctx: ScopedContext): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const medium of media(ctx)) {
    const { id, mimeType, size, sha256, messageId, createdAt } = medium;
    const line = {
      id,
      file: nameOf(medium),
      mime_type: mimeType,
      size,
      sha256,
      message_id: messageId,
      created_at: new Date(createdAt).toISOString(),
    };
    yield encoder.encode(`${JSON.stringify(line)}\n`);
  }
}
