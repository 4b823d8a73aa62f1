import type { Id } from "#core/ids";
import { statement, toStatement, violatesUnique, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { quickReplies } from "#db/tenant/schema";
import type { QuickReplyRow } from "#features/quick-replies/queries";

/** Keep a quick reply as it is now; a shortcut that another one has breaks the batch (`isShortcutTaken`). */
export const keepQuickReply = (db: TenantDb, row: QuickReplyRow): Statement =>
  toStatement(
    db,
    db.insert(quickReplies).values(row).onConflictDoUpdate({ target: quickReplies.id, set: row }),
  );

/** Whether a batch rolled back because another quick reply has the shortcut. */
export const isShortcutTaken = (error: unknown): boolean =>
  violatesUnique(error, "quick_replies.shortcut");

export const deleteQuickReply = (db: TenantDb, id: Id<"quickReply">): Statement =>
  statement(db, "DELETE FROM quick_replies WHERE id = ?1", id);
