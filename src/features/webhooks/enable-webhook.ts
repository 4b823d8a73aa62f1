import { SOUND } from "#core/webhook/standing";
import { changeWebhook } from "#features/webhooks/change-webhook";
import { webhookEnabled } from "#features/webhooks/events";
import { readHeadSeq, type WebhookRow } from "#features/webhooks/queries";
import { requireWebhook } from "#features/webhooks/require-webhook";
import { webhookView } from "#features/webhooks/view";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Post to a webhook again, what happens from now on and what had failed before; what happened meanwhile a replay sends. One that
 * is enabled and left alone for a while is asked at once.
 *
 * @throws AppError `not_found`.
 */
export async function enableWebhook(ctx: TenantContext, id: string): Promise<WebhookRow> {
  requireScope(ctx, "webhooks:write");
  const before = await requireWebhook(ctx, id);
  const wasDisabled = before.status === "disabled";
  const row = await changeWebhook(ctx, before, {
    set: {
      ...SOUND,
      status: "enabled",
      disabledReason: null,
      ...(wasDisabled ? { cursor: await readHeadSeq(ctx.db) } : {}),
    },
    action: "webhook.enable",
    events: wasDisabled ? [webhookEnabled(before.id)] : [],
    answer: (after) => ({ status: 200, body: webhookView(after) }),
  });
  await ctx.session.ringWebhooks([row.id]);
  return row;
}
