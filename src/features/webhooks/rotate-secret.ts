import { AppError } from "#core/errors";
import { OLD_SECRET_MS } from "#core/webhook/states";
import { changeWebhook } from "#features/webhooks/change-webhook";
import { requireWebhook } from "#features/webhooks/require-webhook";
import type { RotateSecretBody, WebhookWithSecret } from "#features/webhooks/schemas";
import { newWebhookSecret, openSecret, sealFor } from "#features/webhooks/secrets";
import { webhookView } from "#features/webhooks/view";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Give a webhook another secret. For a day both sign, so that the receiver can change when it likes. The new one is in this
 * answer only.
 *
 * @throws AppError `not_found`; `invalid_state` when the secret before the present one still signs, unless `force`.
 */
export async function rotateSecret(
  ctx: TenantContext,
  id: string,
  { force = false }: RotateSecretBody,
): Promise<WebhookWithSecret> {
  requireScope(ctx, "webhooks:write");
  const before = await requireWebhook(ctx, id);
  const nowMs = ctx.nowMs();
  if ((before.oldSecretEndsAt ?? 0) > nowMs && !force)
    throw new AppError(
      "invalid_state",
      "The secret was rotated within the last 24 hours: two sign already. With `force` the older of them is dropped.",
    );
  const secret = newWebhookSecret();
  const former = await openSecret(ctx, before);
  const row = await changeWebhook(ctx, before, {
    set: {
      secretSealed: await sealFor(ctx, before.id, "secret_sealed", secret),
      oldSecretSealed: await sealFor(ctx, before.id, "old_secret_sealed", former),
      oldSecretEndsAt: nowMs + OLD_SECRET_MS,
    },
    action: "webhook.rotate_secret",
    changes: { force },
    answer: (after) => ({ status: 200, body: { ...webhookView(after), secret: null } }),
  });
  return { ...webhookView(row), secret };
}
