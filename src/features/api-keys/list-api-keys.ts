import type { z } from "@hono/zod-openapi";

import { pageOfApiKeys } from "#features/api-keys/queries";
import type { ApiKeyPage } from "#features/api-keys/schemas";
import { apiKeyView } from "#features/api-keys/view";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";

const LIST = { name: "api-keys", kind: "apiKey", filters: {} } as const;

/** The workspace's keys, newest first, without their secrets. */
export async function listApiKeys(
  ctx: WorkspaceContext,
  query: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof ApiKeyPage>> {
  requireScope(ctx, "keys:write");
  const rows = await pageOfApiKeys(ctx.control, {
    tenantId: ctx.tenant.id,
    before: await idAfter(ctx, LIST, query.after),
    limit: query.limit + 1,
  });
  const nowMs = ctx.nowMs();
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: (row) => apiKeyView(row, nowMs),
  });
}
