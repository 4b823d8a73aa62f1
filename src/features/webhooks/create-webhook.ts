import { AppError } from "#core/errors";
import { SOUND } from "#core/webhook/standing";
import { WEBHOOKS_MAX } from "#core/webhook/states";
import { allowedPayload } from "#features/webhooks/allowed-payload";
import { readHeadSeq, type WebhookRow } from "#features/webhooks/queries";
import { allowedUrl, knownNumbers } from "#features/webhooks/require-webhook";
import type { CreateWebhookBody, WebhookWithSecret } from "#features/webhooks/schemas";
import { newWebhookSecret, sealFor, sealHeaders } from "#features/webhooks/secrets";
import { webhookView } from "#features/webhooks/view";
import { insertWebhook, isFull } from "#features/webhooks/writes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Have events posted to a URL, from now on. Nothing is posted yet. The secret is in this answer only.
 *
 * @throws AppError `url_not_allowed`, `not_found` for a number, `quota_exceeded`, `missing_scope` for a payload that shows what the caller may not see.
 */
export async function createWebhook(
  ctx: TenantContext,
  input: CreateWebhookBody,
): Promise<WebhookWithSecret> {
  requireScope(ctx, "webhooks:write");
  const url = allowedUrl(ctx, input.url);
  const numbers = await knownNumbers(ctx, input.numbers ?? null);
  const id = ctx.newId("webhook");
  const secret = newWebhookSecret();
  const nowMs = ctx.nowMs();
  const row: WebhookRow = {
    id,
    url,
    types: [...new Set(input.types)],
    numbers,
    payload: allowedPayload(ctx, input.payload),
    ...(await sealHeaders(ctx, id, input.headers ?? {})),
    secretSealed: await sealFor(ctx, id, "secret_sealed", secret),
    oldSecretSealed: null,
    oldSecretEndsAt: null,
    status: "enabled",
    disabledReason: null,
    cursor: await readHeadSeq(ctx.db),
    replaySeq: null,
    replayTo: null,
    ...SOUND,
    createdAt: nowMs,
    updatedAt: nowMs,
    deletedAt: null,
  };
  const view = webhookView(row);
  try {
    await commit(ctx, {
      statements: insertWebhook(ctx.db, row),
      audit: { action: "webhook.create", target: id, changes: { types: row.types } },
      answer: { status: 201, body: { ...view, secret: null } },
    });
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new AppError("quota_exceeded", `A workspace has up to ${WEBHOOKS_MAX} webhooks.`);
  }
  return { ...view, secret };
}
