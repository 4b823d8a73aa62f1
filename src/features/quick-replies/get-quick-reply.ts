import { requireQuickReply } from "#features/quick-replies/require-quick-reply";
import type { QuickReplyView } from "#features/quick-replies/schemas";
import { quickReplyView } from "#features/quick-replies/view";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getQuickReply(ctx: TenantContext, id: string): Promise<QuickReplyView> {
  requireScope(ctx, "inbox:read");

  return quickReplyView(await requireQuickReply(ctx, id));
}
