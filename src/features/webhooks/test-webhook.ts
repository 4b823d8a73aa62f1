import { testBody } from "#core/webhook/body";
import { postWebhook } from "#features/webhooks/post-webhook";
import { requireWebhook } from "#features/webhooks/require-webhook";
import type { TestResult } from "#features/webhooks/schemas";
import { openAll } from "#features/webhooks/secrets";
import { testView } from "#features/webhooks/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Post a signed `webhook.test` now, enabled or not, and tell what became of it. It is in no log. @throws AppError `not_found`. */
export async function testWebhook(ctx: TenantContext, id: string): Promise<TestResult> {
  requireScope(ctx, "webhooks:write");
  const row = await requireWebhook(ctx, id);
  const nowMs = ctx.nowMs();
  const eventId = ctx.newId("event");
  const body = testBody({
    id: eventId,
    atMs: nowMs,
    workspaceId: ctx.tenant.id,
    webhookId: row.id,
  });
  const opened = await openAll(ctx, row);
  const result = testView(
    await postWebhook(ctx.env, { url: row.url, id: eventId, body, opened, nowMs }),
  );
  await commit(ctx, {
    statements: [],
    audit: { action: "webhook.test", target: row.id, changes: { outcome: result.outcome } },
    answer: { status: 200, body: result },
  });
  return result;
}
