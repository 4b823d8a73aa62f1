import type { QuickReplyRow } from "#features/quick-replies/queries";
import type { QuickReplyView } from "#features/quick-replies/schemas";

/** The wire shape of a quick reply. */
export const quickReplyView = (row: QuickReplyRow): QuickReplyView => ({
  id: row.id,
  shortcut: row.shortcut,
  text: row.text,
  media_id: row.mediaId,
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});
