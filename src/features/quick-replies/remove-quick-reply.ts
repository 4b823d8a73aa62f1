import { requireQuickReply } from "#features/quick-replies/require-quick-reply";
import { deleteQuickReply } from "#features/quick-replies/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function removeQuickReply(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "inbox:write");

  const row = await requireQuickReply(ctx, id);
  await commit(ctx, {
    statements: [deleteQuickReply(ctx.db, row.id)],
    audit: { action: "quick_reply.delete", target: row.id },
    answer: { status: 204, body: null },
  });
}
