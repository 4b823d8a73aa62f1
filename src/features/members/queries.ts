import { and, asc, eq, gt } from "drizzle-orm";

import type { NumberAccess } from "#core/account/number-access";
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
  readonly numbers: NumberAccess;
  readonly createdAt: number;
}

const COLUMNS = {
  id: memberships.id,
  userId: memberships.userId,
  fullName: users.fullName,
  email: users.email,
  role: memberships.role,
  numbers: memberships.numbers,
  createdAt: memberships.createdAt,
};

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
    .select(COLUMNS)
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

/** Somebody of a workspace. */
export const findMember = (
  control: ControlDb,
  tenantId: Id<"tenant">,
  userId: Id<"user">,
): Promise<MemberRow | undefined> =>
  control
    .select(COLUMNS)
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)))
    .get();

/** Whether somebody owns a workspace that nobody else owns. */
export async function isOnlyOwner(
  control: ControlDb,
  { id, tenantId }: Pick<MemberRow, "id"> & { readonly tenantId: Id<"tenant"> },
): Promise<boolean> {
  const owners = await control
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "owner")))
    .limit(2);
  return owners.length === 1 && owners[0]?.id === id;
}

/** Whether somebody works in more than one workspace. */
export async function worksElsewhere(control: ControlDb, userId: Id<"user">): Promise<boolean> {
  const rows = await control
    .select({ id: memberships.id })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .limit(2);
  return rows.length > 1;
}
