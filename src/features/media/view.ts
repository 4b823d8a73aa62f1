import type { Id } from "#core/ids";
import { linkTo } from "#features/media/link";
import { findMedia, type MediaRow } from "#features/media/queries";
import type { MediaView, MessageMedia } from "#features/media/schemas";
import type { TenantContext } from "#platform/context";

type Viewing = Pick<TenantContext, "db" | "env" | "tenant" | "nowMs">;

/** The wire shape of a medium. @param url A link to it, when it is stored and the link may be shown. */
export const mediaView = (row: MediaRow, url: string | null): MediaView => ({
  ...messageMedia(row, url),
  sha256: row.sha256,
  message_id: row.messageId,
  error: row.status === "stored" ? null : row.error,
  created_at: new Date(row.createdAt).toISOString(),
});

/** The wire shape of a message's medium; `url` as of {@link mediaView}. */
export const messageMedia = (row: MediaRow, url: string | null): MessageMedia => ({
  id: row.id,
  status: row.status,
  mime_type: row.mimeType,
  size: row.size,
  filename: row.filename,
  url,
});

const linkOf = async (ctx: Viewing, row: MediaRow): Promise<string | null> =>
  row.status === "stored" ? linkTo(ctx, row.id) : null;

/** {@link mediaView} with a link to the bytes, when they are here. */
export const linkedView = async (ctx: Viewing, row: MediaRow): Promise<MediaView> =>
  mediaView(row, await linkOf(ctx, row));

/** The media of messages as they are shown beside their contents: a read for all, and none when there are none. */
export async function messageMediaOf(
  ctx: Viewing,
  ids: readonly Id<"media">[],
  { links }: { readonly links: boolean },
): Promise<ReadonlyMap<Id<"media">, MessageMedia>> {
  const rows = await findMedia(ctx.db, ids);
  const views = [...rows.values()].map(
    async (row) => [row.id, messageMedia(row, links ? await linkOf(ctx, row) : null)] as const,
  );
  return new Map(await Promise.all(views));
}
