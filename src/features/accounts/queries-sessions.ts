import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { sessions } from "#db/control/schema";

export type SessionRow = typeof sessions.$inferSelect;

/** A person's sessions that go on, newest first, below `before` when it is given. */
export const pageOfSessions = (
  control: ControlDb,
  page: {
    readonly userId: Id<"user">;
    readonly before: Id<"session"> | undefined;
    readonly nowMs: number;
    readonly limit: number;
  },
): Promise<SessionRow[]> =>
  control
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, page.userId),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, page.nowMs),
        page.before === undefined ? undefined : lt(sessions.id, page.before),
      ),
    )
    .orderBy(desc(sessions.id))
    .limit(page.limit);

/** A session that goes on, of that person. */
export const findOwnSession = (
  control: ControlDb,
  userId: Id<"user">,
  id: Id<"session">,
): Promise<SessionRow | undefined> =>
  control
    .select()
    .from(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
    .get();
