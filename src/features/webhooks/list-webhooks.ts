import type { z } from "@hono/zod-openapi";

import { findWebhooks } from "#features/webhooks/queries";
import type { WebhookPage } from "#features/webhooks/schemas";
import { webhookView } from "#features/webhooks/view";
import { requireScope, type TenantContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

/** The webhooks, newest first. @throws AppError `invalid_cursor`. */
export async function listWebhooks(
  ctx: TenantContext,
  { limit, after }: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof WebhookPage>> {
  requireScope(ctx, "webhooks:read");
  const list = { name: "webhooks", kind: "webhook", filters: {} } as const;
  const before = await idAfter(ctx, list, after);
  const rows = await findWebhooks(ctx.db, { before, limit: limit + 1 });
  return page(ctx, list, { rows, limit, positionOf: (row) => [row.id], view: webhookView });
}
