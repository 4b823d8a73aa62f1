import { and, asc, eq, gt } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { Role } from "#core/scopes";
import type { ControlDb } from "#db/control/client";
import { memberships, tenants } from "#db/control/schema";

/** A workspace of somebody's. Times in Unix ms. */
export interface MyWorkspaceRow {
  readonly membershipId: Id<"membership">;
  readonly id: Id<"tenant">;
  readonly name: string;
  readonly timezone: string;
  readonly role: Role;
  readonly joinedAt: number;
}

/** Where somebody works, the oldest membership first, behind `after` when it is given. */
export const pageOfWorkspaces = (
  control: ControlDb,
  page: {
    readonly userId: Id<"user">;
    readonly after: Id<"membership"> | undefined;
    readonly limit: number;
  },
): Promise<MyWorkspaceRow[]> =>
  control
    .select({
      membershipId: memberships.id,
      id: tenants.id,
      name: tenants.name,
      timezone: tenants.timezone,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(
      and(
        eq(memberships.userId, page.userId),
        page.after === undefined ? undefined : gt(memberships.id, page.after),
      ),
    )
    .orderBy(asc(memberships.id))
    .limit(page.limit);
