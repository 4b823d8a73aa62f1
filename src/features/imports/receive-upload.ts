/** A file of contacts on its way into the bucket, in a form. A row names its bytes before they are there, so none are left unknown. */
import { AppError, fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import type { ImportFile } from "#core/import/shapes";
import { IMPORT_BYTES_MAX } from "#core/import/states";
import { displayName } from "#core/media/file-name";
import { checkFile } from "#features/imports/file-check";
import { readForm } from "#features/imports/read-form";
import type { ImportForm } from "#features/imports/schemas";
import { forgetReceiving, insertReceiving } from "#features/imports/writes";
import { lookAhead, StreamSource, type ByteSource } from "#platform/byte-source";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { boundaryOf, partsOf, type Part } from "#platform/http/multipart";
import { passBy } from "#platform/http/pass-by";
import { describeError, log } from "#platform/log";
import { storeBytes, TooManyBytes } from "#platform/r2/store-bytes";

/** A file that is in the bucket, and that is swept unless it is kept. */
export interface ReceivedUpload {
  readonly id: Id<"import">;
  readonly objectKey: string;
  readonly fileName: string | null;
  readonly size: number;
  readonly sha256: string;
  readonly file: ImportFile;
  readonly form: ImportForm;
}

/** What a crash left is swept when no call can be at work on it any more, ms. */
const SWEPT_AFTER_MS = 24 * 60 * 60 * 1000;
/** So much of a body that is refused is still read, bytes. */
const PASSED_BYTES_MAX = 16 * 1024 * 1024;
/** Of a form's text fields, bytes. */
const FIELD_BYTES_MAX = 65_536;
/** Of a whole form, bytes: its file, and room for its fields and what parts them. */
const FORM_BYTES_MAX = IMPORT_BYTES_MAX + 1024 * 1024;

/**
 * Take a form with a file in, without ever holding more than a part of the file.
 *
 * @throws AppError `body_too_large`, `unsupported_media_type`, `invalid_request`, and what is wrong with the file. Then nothing is stored.
 */
export async function receiveUpload(ctx: TenantContext, request: Request): Promise<ReceivedUpload> {
  requireScope(ctx, "contacts:write");

  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(contentType) || request.headers.has("content-encoding"))
    throw new AppError(
      "unsupported_media_type",
      "Send multipart/form-data without a Content-Encoding.",
    );
  if (request.body === null) throw fieldError("invalid_request", "/file", NO_FILE);
  const declared = declaredBytes(request);
  if (declared > FORM_BYTES_MAX) {
    await passBy(request.body, declared);
    throw tooLarge();
  }
  const source = new StreamSource(request.body);
  const form = new Form(ctx);
  try {
    for await (const part of partsOf(source, boundaryOf(contentType))) await form.take(part);
    return form.whole();
  } catch (error) {
    await form.drop();
    await source.passBy(PASSED_BYTES_MAX);
    throw error;
  }
}

/** The stated length of a body, believed only to refuse early; 0 when none is stated. */
function declaredBytes({ headers }: Request): number {
  const stated = headers.get("content-length") ?? "";
  return /^\d{1,15}$/.test(stated) ? Number(stated) : 0;
}

/** Take a file that will not be imported out of the bucket, then forget it. What fails is tried again by the sweep. */
export async function dropUpload(
  ctx: ScopedContext,
  { id, objectKey }: { readonly id: Id<"import">; readonly objectKey: string | null },
): Promise<void> {
  try {
    if (objectKey !== null) await ctx.bucket.delete(objectKey);
    await commit(ctx, { statements: [forgetReceiving(ctx.db, id)] });
  } catch (error) {
    log("warn", "import.bytes_left", { import: id, ...describeError(error) });
  }
}

const NO_FILE = "The form has no file.";

/** What a form held so far. */
class Form {
  private readonly ctx: ScopedContext;
  private readonly fields = new Map<string, string>();
  private coming: { readonly id: Id<"import">; readonly objectKey: string } | undefined;
  private received: Omit<ReceivedUpload, "form"> | undefined;

  constructor(ctx: ScopedContext) {
    this.ctx = ctx;
  }

  async take({ name, fileName, bytes }: Part): Promise<void> {
    if (name !== "file") {
      this.fields.set(name, await readField(name, bytes));
      return;
    }
    if (this.coming !== undefined)
      throw fieldError("invalid_request", "/file", "A call takes one file.");
    this.received = { ...(await this.store(bytes)), fileName: displayName(fileName) };
  }

  whole(): ReceivedUpload {
    const form = readForm(this.fields);
    if (this.received === undefined) throw fieldError("invalid_request", "/file", NO_FILE);
    return { ...this.received, form };
  }

  async drop(): Promise<void> {
    if (this.coming !== undefined) await dropUpload(this.ctx, this.coming);
  }

  private async store(source: ByteSource): Promise<Omit<ReceivedUpload, "form" | "fileName">> {
    const { bytes, found } = await checkFile(source);
    const createdAt = this.ctx.nowMs();
    const id = this.ctx.newId("import");
    const objectKey = `imports/${id}-${crypto.getRandomValues(new Uint8Array(16)).toHex()}`;
    this.coming = { id, objectKey };
    const { actor } = this.ctx;
    const row = { id, objectKey, createdAt, dueAt: createdAt + SWEPT_AFTER_MS };
    await commit(this.ctx, {
      statements: [insertReceiving(this.ctx.db, { ...row, actor: `${actor.kind}:${actor.id}` })],
    });
    try {
      const stored = await storeBytes(this.ctx.bucket, objectKey, bytes, {
        length: null,
        bytesMax: IMPORT_BYTES_MAX,
      });
      return { id, objectKey, ...stored, file: found() };
    } catch (error) {
      if (error instanceof TooManyBytes) throw tooLarge();
      throw error;
    }
  }
}

async function readField(name: string, bytes: ByteSource): Promise<string> {
  const { head, bytes: all } = await lookAhead(bytes, FIELD_BYTES_MAX + 1);
  if (head.length > FIELD_BYTES_MAX)
    throw fieldError("invalid_request", `/${name.slice(0, 64)}`, "The field is too long.");
  for await (const _ of all);
  return new TextDecoder().decode(head);
}

const tooLarge = (): AppError =>
  new AppError("body_too_large", `A file has ${IMPORT_BYTES_MAX} bytes at most.`, {
    errors: [{ pointer: "/file", code: "body_too_large", message: "The file is too large." }],
  });
