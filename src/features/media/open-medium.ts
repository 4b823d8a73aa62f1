import type { MediaRow } from "#features/media/queries";
import type { ScopedContext } from "#platform/context";

/** The bytes of a medium and their number, to be read once; null when they are not here. */
export const openMedium = async (
  ctx: ScopedContext,
  { status, objectKey }: Pick<MediaRow, "status" | "objectKey">,
): Promise<{ readonly size: number; readonly body: ReadableStream } | null> =>
  status === "stored" && objectKey !== null ? ctx.bucket.open(objectKey) : null;
