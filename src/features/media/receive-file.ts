/**
 * A file on its way into the bucket: what it says it is, whether it is that, and whether WhatsApp takes it. A row names its bytes
 * before they are there, so a crash leaves none that nobody knows of.
 */
import { AppError, fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { displayName, readFileName } from "#core/media/file-name";
import { hasSignature, HEAD_BYTES, isAnimated, pixelsOf, PIXELS_MAX } from "#core/media/magic";
import {
  KIND_BYTES_MAX,
  mediaTypeOf,
  MEDIA_TYPES,
  STILL_STICKER_BYTES_MAX,
  type MediaType,
} from "#core/media/types";
import { removeBytes } from "#features/media/remove-bytes";
import { insertComing } from "#features/media/writes";
import { lookAhead, StreamSource, type ByteSource } from "#platform/byte-source";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { boundaryOf, partsOf, type Part } from "#platform/http/multipart";
import { newId } from "#platform/ids";
import { storeBytes, TooFewBytes, TooManyBytes } from "#platform/r2/store-bytes";

/** A file that is in the bucket, and that is swept unless it is kept. */
export interface ReceivedFile {
  readonly id: Id<"media">;
  readonly objectKey: string;
  readonly mimeType: string;
  readonly filename: string | null;
  readonly size: number;
  readonly sha256: string;
}

/** What a crash left is swept when no call can be at work on it any more, ms. */
const SWEPT_AFTER_MS = 24 * 60 * 60 * 1000;
/** So much of a body that is refused is still read, bytes. */
const PASSED_BYTES_MAX = 16 * 1024 * 1024;
/** Of a form's text fields, bytes. */
const FIELD_BYTES_MAX = 256;

/**
 * Take a file in, as the body itself or in a form, without ever holding more than a part of it.
 *
 * @throws AppError `body_too_large`, `unsupported_media_type`, `type_mismatch`, `unsupported_media`, `invalid_request`. Then nothing is
 *   stored.
 */
export async function receiveFile(ctx: TenantContext, request: Request): Promise<ReceivedFile> {
  requireScope(ctx, "messages:send");

  refuseEncoded(request);
  if (request.body === null) throw emptyFile();
  const contentType = request.headers.get("content-type") ?? "";
  const source = new StreamSource(request.body);
  try {
    if (/^multipart\//i.test(contentType)) return await receiveForm(ctx, source, contentType);
    const filename = readFileName(request.headers.get("content-disposition"));
    return await store(ctx, source, { contentType, filename, length: lengthOf(request) });
  } catch (error) {
    await source.passBy(PASSED_BYTES_MAX);
    throw error;
  }
}

/** Where a new object of the workspace goes. Nobody can guess it, and no two have the same. */
export const newObjectKey = (): string =>
  `media/${newId("media")}-${crypto.getRandomValues(new Uint8Array(16)).toHex()}`;

function refuseEncoded({ headers }: Request): void {
  const encoding = headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity")
    throw new AppError("unsupported_media_type", "Send the file without a Content-Encoding.");
}

function lengthOf({ headers }: Request): number | null {
  const stated = headers.get("content-length");
  return stated !== null && /^\d{1,15}$/.test(stated) ? Number(stated) : null;
}

async function receiveForm(
  ctx: ScopedContext,
  source: ByteSource,
  contentType: string,
): Promise<ReceivedFile> {
  const form = new Form(ctx);
  try {
    for await (const part of partsOf(source, boundaryOf(contentType))) await form.take(part);
    return form.file();
  } catch (error) {
    await form.drop();
    throw error;
  }
}

/** What a form held so far. */
class Form {
  private readonly ctx: ScopedContext;
  private received: ReceivedFile | undefined;
  private type: string | undefined;

  constructor(ctx: ScopedContext) {
    this.ctx = ctx;
  }

  async take({ name, fileName, contentType, bytes }: Part): Promise<void> {
    if (name !== "file") return this.takeField(name, bytes);
    if (this.received !== undefined) throw fieldError("invalid_request", "/file", ONE_FILE);
    const given = { contentType: this.type ?? contentType ?? "", filename: fileName, length: null };
    this.received = await store(this.ctx, bytes, given);
    return undefined;
  }

  file(): ReceivedFile {
    if (this.received === undefined)
      throw fieldError("invalid_request", "/file", "The form has no file.");
    return this.received;
  }

  async drop(): Promise<void> {
    if (this.received !== undefined) await removeBytes(this.ctx, this.received);
  }

  private async takeField(name: string, bytes: ByteSource): Promise<void> {
    const text = await readField(name, bytes);
    if (name !== "type") return;
    if (this.received !== undefined)
      throw fieldError("invalid_request", "/type", "The type stands before the file.");
    this.type = text;
  }
}

const ONE_FILE = "A call takes one file.";
const FIELDS = new Set(["type", "messaging_product"]);

async function readField(name: string, bytes: ByteSource): Promise<string> {
  const pointer = `/${name.slice(0, 64)}`;
  if (!FIELDS.has(name)) throw fieldError("invalid_request", pointer, "Unknown field of the form.");
  const { head, bytes: all } = await lookAhead(bytes, FIELD_BYTES_MAX + 1);
  if (head.length > FIELD_BYTES_MAX)
    throw fieldError("invalid_request", pointer, "The field is too long.");
  for await (const _ of all);
  return new TextDecoder().decode(head);
}

interface Given {
  readonly contentType: string;
  readonly filename: string | null;
  readonly length: number | null;
}

async function store(
  ctx: ScopedContext,
  source: ByteSource,
  { contentType, filename, length }: Given,
): Promise<ReceivedFile> {
  const type = mediaTypeOf(contentType);
  if (type === undefined) throw unknownType();
  if (length === 0) throw emptyFile();
  if (length !== null && length > KIND_BYTES_MAX[type.kind])
    throw tooLarge(type, KIND_BYTES_MAX[type.kind]);
  const { head, bytes } = await lookAhead(source, HEAD_BYTES);
  checkHead(type, head);
  const bytesMax =
    type.kind === "sticker" && !isAnimated(head)
      ? STILL_STICKER_BYTES_MAX
      : KIND_BYTES_MAX[type.kind];
  const coming = { id: ctx.newId("media"), mimeType: contentType, objectKey: newObjectKey() };
  const createdAt = ctx.nowMs();
  const row = { ...coming, createdAt, sweptAt: createdAt + SWEPT_AFTER_MS };
  await commit(ctx, { statements: [insertComing(ctx.db, row)] });
  try {
    const stored = await storeBytes(ctx.bucket, coming.objectKey, bytes, { length, bytesMax });
    return { ...coming, filename: displayName(filename), ...stored };
  } catch (error) {
    await removeBytes(ctx, coming);
    if (error instanceof TooManyBytes) throw tooLarge(type, bytesMax);
    if (error instanceof TooFewBytes)
      throw new AppError("invalid_request", "The body is shorter than its Content-Length.");
    throw error;
  }
}

function checkHead(type: MediaType, head: Uint8Array): void {
  if (head.length === 0) throw emptyFile();
  if (!hasSignature(type.signature, head))
    throw new AppError("type_mismatch", `The file does not begin as ${type.mimeType} does.`, {
      errors: [{ pointer: "/file", code: "type_mismatch", message: "Not of the declared type." }],
    });
  if ((pixelsOf(head) ?? 0) > PIXELS_MAX)
    throw mediaError("too_many_pixels", `A picture has ${PIXELS_MAX} pixels at most.`);
}

const mediaError = (code: string, message: string): AppError =>
  new AppError("unsupported_media", message, { errors: [{ pointer: "/file", code, message }] });

const emptyFile = (): AppError => mediaError("empty_file", "The file is empty.");

const unknownType = (): AppError =>
  new AppError(
    "unsupported_media_type",
    `WhatsApp takes ${MEDIA_TYPES.map(({ mimeType }) => mimeType).join(", ")}.`,
  );

const tooLarge = ({ kind }: MediaType, bytesMax: number): AppError =>
  new AppError(
    "body_too_large",
    `Meta takes ${kind === "image" || kind === "audio" ? "an" : "a"} ${kind} of ${bytesMax} bytes at most.`,
  );
