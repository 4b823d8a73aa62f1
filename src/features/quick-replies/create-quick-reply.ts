import { checkReply } from "#features/quick-replies/check-reply";
import { keepReply } from "#features/quick-replies/keep-reply";
import type { QuickReplyBody, QuickReplyView } from "#features/quick-replies/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `shortcut_taken`; of `/text` `missing_variable`, `out_of_range`; of `/media_id` `not_found`. */
export async function createQuickReply(
  ctx: TenantContext,
  { shortcut, text, media_id: given = null }: QuickReplyBody,
): Promise<QuickReplyView> {
  requireScope(ctx, "inbox:write");

  const mediaId = await checkReply(ctx, { text, mediaId: given });
  const nowMs = ctx.nowMs();
  const row = {
    id: ctx.newId("quickReply"),
    shortcut,
    text,
    mediaId,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
  return keepReply(ctx, row, { action: "quick_reply.create", status: 201 });
}
