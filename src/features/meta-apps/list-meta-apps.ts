import type { z } from "@hono/zod-openapi";

import { openVerifyToken } from "#features/meta-apps/own-app";
import { pageOfMetaApps } from "#features/meta-apps/queries";
import type { MetaAppPage } from "#features/meta-apps/schemas";
import { metaAppView } from "#features/meta-apps/view";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { decodeCursor, page, type PageQuery } from "#platform/http/cursor";

const LIST = { name: "meta-apps", filters: {} } as const;

/** The workspace's own Meta apps, newest first, without their secrets. */
export async function listMetaApps(
  ctx: WorkspaceContext,
  query: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof MetaAppPage>> {
  requireScope(ctx, "numbers:read");
  const [createdAt, appId] =
    query.after === undefined ? [] : await decodeCursor(ctx, LIST, query.after);
  const rows = await pageOfMetaApps(ctx.control, {
    tenantId: ctx.tenant.id,
    before:
      createdAt === undefined ? undefined : { createdAt: Number(createdAt), appId: String(appId) },
    limit: query.limit + 1,
  });
  const opened = await Promise.all(
    rows.map(async (row) => ({ row, verifyToken: await openVerifyToken(ctx.env, row) })),
  );
  return page(ctx, LIST, {
    rows: opened,
    limit: query.limit,
    positionOf: ({ row }) => [row.createdAt, row.appId],
    view: ({ row, verifyToken }) => metaAppView(ctx.env, row, verifyToken),
  });
}
