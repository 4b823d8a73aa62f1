import type { z } from "@hono/zod-openapi";

import { AppError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { pageOfApiKeys } from "#features/api-keys/queries";
import type { ApiKeyPage } from "#features/api-keys/schemas";
import { apiKeyView } from "#features/api-keys/view";
import {
  requireScope,
  type ScopedWorkspaceContext,
  type WorkspaceContext,
} from "#platform/context";
import { decodeCursor, page, type PageQuery } from "#platform/http/cursor";

const LIST = { name: "api-keys", filters: {} };

/** The workspace's keys, newest first, without their secrets. */
export async function listApiKeys(
  ctx: WorkspaceContext,
  query: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof ApiKeyPage>> {
  requireScope(ctx, "keys:write");
  const before = query.after === undefined ? undefined : await positionOf(ctx, query.after);
  const rows = await pageOfApiKeys(ctx.control, {
    tenantId: ctx.tenant.id,
    before,
    limit: query.limit + 1,
  });
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: apiKeyView,
  });
}

async function positionOf(ctx: ScopedWorkspaceContext, cursor: string): Promise<Id<"apiKey">> {
  const [id] = await decodeCursor(ctx, LIST, cursor);
  if (typeof id === "string" && isId("apiKey", id)) return id;
  throw new AppError("invalid_cursor", "This cursor was not made for this list.");
}
