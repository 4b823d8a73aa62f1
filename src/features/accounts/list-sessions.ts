import type { z } from "@hono/zod-openapi";

import { pageOfSessions, type SessionRow } from "#features/accounts/queries-sessions";
import type { MySession, MySessionPage } from "#features/accounts/schemas-sessions";
import { idAfter, page, type PageQuery } from "#platform/http/cursor";
import type { PersonContext } from "#platform/person";

const LIST = { name: "sessions", kind: "session", filters: {} } as const;

/** Where the caller is signed in, in whatever workspace, newest first. */
export async function listSessions(
  ctx: PersonContext,
  query: z.infer<typeof PageQuery>,
): Promise<MySessionPage> {
  const rows = await pageOfSessions(ctx.control, {
    userId: ctx.actor.id,
    before: await idAfter(ctx, LIST, query.after),
    nowMs: ctx.nowMs(),
    limit: query.limit + 1,
  });
  return page(ctx, LIST, {
    rows,
    limit: query.limit,
    positionOf: (row) => [row.id],
    view: (row) => sessionView(row, ctx.actor.sessionId),
  });
}

const instant = (ms: number): string => new Date(ms).toISOString();

const sessionView = (row: SessionRow, current: SessionRow["id"]): MySession => ({
  id: row.id,
  workspace_id: row.tenantId,
  ip: row.ip,
  user_agent: row.userAgent,
  current: row.id === current,
  created_at: instant(row.createdAt),
  last_used_at: instant(row.lastUsedAt),
  expires_at: instant(row.expiresAt),
});
