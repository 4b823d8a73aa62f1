import { AppError } from "#core/errors";
import { BODY_BYTES_MAX } from "#platform/http/body";
import { readBytes } from "#platform/http/read-bytes";

/** Of a file: Meta's largest, and room for the form around it. */
const FILE_BYTES_MAX = 101 * 1024 * 1024;
/** Calls whose body is a file. */
const WITH_FILE = /\/(?:media|upload:[^/]*)$/;

/** The body of a call that is passed on. */
export interface GraphBody {
  readonly body: ReadableStream | Uint8Array<ArrayBuffer> | null;
  /** Whether it was broken off while it was passed on, because it had no end. */
  readonly isTooLarge: () => boolean;
}

/**
 * A body within its limit: a file is passed on as it comes and never held, anything else is read at once.
 *
 * @throws AppError `body_too_large`.
 */
export async function graphBody(request: Request): Promise<GraphBody> {
  if (request.body === null) return { body: null, isTooLarge: () => false };
  if (!WITH_FILE.test(new URL(request.url).pathname))
    return { body: await readBytes(request, BODY_BYTES_MAX), isTooLarge: () => false };
  if (Number(request.headers.get("content-length") ?? 0) > FILE_BYTES_MAX)
    throw new AppError("body_too_large", "A file is too large.");
  let size = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform: (chunk, controller) => {
      size += chunk.length;
      if (size > FILE_BYTES_MAX) controller.error(new RangeError("The body is too large."));
      else controller.enqueue(chunk);
    },
  });
  return { body: request.body.pipeThrough(counter), isTooLarge: () => size > FILE_BYTES_MAX };
}
