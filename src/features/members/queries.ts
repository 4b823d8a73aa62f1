import { and, asc, eq, gt } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { Role } from "#core/scopes";
import type { ControlDb } from "#db/control/client";
import { memberships, users } from "#db/control/schema";

/** A membership with the name and the e-mail of its account. Times in Unix ms. */
export interface MemberRow {
  readonly id: Id<"membership">;
  readonly userId: Id<"user">;
  readonly fullName: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: number;
}

/** Who was here first comes first, behind `after` when it is given. */
export const pageOfMembers = (
  control: ControlDb,
  page: {
    readonly tenantId: Id<"tenant">;
    readonly after: Id<"membership"> | undefined;
    readonly limit: number;
  },
): Promise<MemberRow[]> =>
  control
    .select({
      id: memberships.id,
      userId: memberships.userId,
      fullName: users.fullName,
      email: users.email,
      role: memberships.role,
      createdAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, page.tenantId),
        page.after === undefined ? undefined : gt(memberships.id, page.after),
      ),
    )
    .orderBy(asc(memberships.id))
    .limit(page.limit);
