import type { WebhookRow } from "#features/webhooks/queries";
import { requireWebhook } from "#features/webhooks/require-webhook";
import { requireScope, type TenantContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function getWebhook(ctx: TenantContext, id: string): Promise<WebhookRow> {
  requireScope(ctx, "webhooks:read");
  return requireWebhook(ctx, id);
}
