import { checkReply } from "#features/quick-replies/check-reply";
import { keepReply } from "#features/quick-replies/keep-reply";
import { requireQuickReply } from "#features/quick-replies/require-quick-reply";
import type { QuickReplyView, UpdateQuickReplyBody } from "#features/quick-replies/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** What the body leaves out stays. @throws AppError `not_found`; as `createQuickReply`. */
export async function updateQuickReply(
  ctx: TenantContext,
  id: string,
  body: UpdateQuickReplyBody,
): Promise<QuickReplyView> {
  requireScope(ctx, "inbox:write");

  const was = await requireQuickReply(ctx, id);
  const text = body.text ?? was.text;
  const mediaId = await checkReply(ctx, {
    text,
    mediaId: body.media_id === undefined ? was.mediaId : body.media_id,
  });
  const shortcut = body.shortcut ?? was.shortcut;
  const row = { ...was, shortcut, text, mediaId, updatedAt: ctx.nowMs() };
  return keepReply(ctx, row, { action: "quick_reply.update", status: 200 });
}
