import { allowedPayload } from "#features/webhooks/allowed-payload";
import { changeWebhook } from "#features/webhooks/change-webhook";
import { webhookDisabled } from "#features/webhooks/events";
import type { WebhookRow } from "#features/webhooks/queries";
import { allowedUrl, knownNumbers, requireWebhook } from "#features/webhooks/require-webhook";
import type { UpdateWebhookBody } from "#features/webhooks/schemas";
import { sealHeaders } from "#features/webhooks/secrets";
import { webhookView } from "#features/webhooks/view";
import type { WebhookChange } from "#features/webhooks/writes";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { checkIfMatch, etagOf } from "#platform/http/etag";

/**
 * Change a webhook; absent members stay. What waits is posted to the new URL, as it was made.
 *
 * @throws AppError `not_found`, `precondition_failed`, `url_not_allowed`, `missing_scope` for another URL or payload that shows what the caller may not see; `invalid_state` when somebody else changes it at this moment.
 */
export async function updateWebhook(
  ctx: TenantContext,
  id: string,
  { ifMatch, ...input }: UpdateWebhookBody & { readonly ifMatch: string | undefined },
): Promise<WebhookRow> {
  requireScope(ctx, "webhooks:write");
  const before = await requireWebhook(ctx, id);
  checkIfMatch(ifMatch, etagOf(before.updatedAt));
  if (input.url !== undefined || input.payload !== undefined)
    allowedPayload(ctx, input.payload ?? before.payload);
  const isEnding = input.status === "disabled" && before.status === "enabled";
  return changeWebhook(ctx, before, {
    set: {
      ...(await changed(ctx, before, input)),
      ...(isEnding ? { status: "disabled", disabledReason: "requested" } : {}),
    },
    action: "webhook.update",
    changes: { fields: Object.keys(input) },
    events: isEnding ? [webhookDisabled(before.id, "requested")] : [],
    answer: (row) => ({ status: 200, body: webhookView(row) }),
  });
}

async function changed(
  ctx: ScopedContext,
  { id }: WebhookRow,
  { url, types, numbers, payload, headers }: UpdateWebhookBody,
): Promise<WebhookChange> {
  return {
    ...(url === undefined ? {} : { url: allowedUrl(ctx, url) }),
    ...(types === undefined ? {} : { types: [...new Set(types)] }),
    ...(numbers === undefined ? {} : { numbers: await knownNumbers(ctx, numbers) }),
    ...(payload === undefined ? {} : { payload }),
    ...(headers === undefined ? {} : await sealHeaders(ctx, id, headers)),
  };
}
