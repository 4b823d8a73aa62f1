import { and, eq, inArray } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { memberships } from "#db/control/schema";

/** Those of some people who are members of a workspace. */
export async function findMembers(
  control: ControlDb,
  tenantId: Id<"tenant">,
  users: readonly Id<"user">[],
): Promise<ReadonlySet<Id<"user">>> {
  if (users.length === 0) return new Set();
  const rows = await control
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.userId, [...users])));
  return new Set(rows.map(({ userId }) => userId));
}
