import { requireWebhook } from "#features/webhooks/require-webhook";
import { deleteWebhookRow } from "#features/webhooks/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Post nothing more to a webhook, and forget its secrets and what was posted. @throws AppError `not_found`. */
export async function deleteWebhook(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "webhooks:write");
  const row = await requireWebhook(ctx, id);
  await commit(ctx, {
    statements: deleteWebhookRow(ctx.db, row.id, ctx.nowMs()),
    audit: { action: "webhook.delete", target: row.id },
    answer: { status: 204, body: null },
  });
}
