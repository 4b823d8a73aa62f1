import { and, eq, inArray } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { memberships } from "#db/control/schema";
import { jsonList } from "#db/json-list";

/** Those of some people who are members of a workspace, with the numbers that each may know of. */
export async function findMembers(
  control: ControlDb,
  tenantId: Id<"tenant">,
  users: readonly Id<"user">[],
): Promise<ReadonlyMap<Id<"user">, NumberAccess>> {
  if (users.length === 0) return new Map();
  const rows = await control
    .select({ userId: memberships.userId, numbers: memberships.numbers })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.userId, jsonList(users))));
  return new Map(rows.map(({ userId, numbers }) => [userId, numbers]));
}
