import { eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { closings, memberships, tenants, users } from "#db/control/schema";

/** Whom a letter goes to. */
export interface Addressee {
  readonly email: string;
  readonly locale: string;
}

/** The workspace as it is now; a context's record may be half a minute old. */
export const findWorkspace = (control: ControlDb, id: Id<"tenant">) =>
  control
    .select({ name: tenants.name, closingAt: tenants.closingAt })
    .from(tenants)
    .where(eq(tenants.id, id))
    .get();

/** Members who are told: more are not written to by one call. */
const TOLD_MAX = 500;

export const findMembers = (control: ControlDb, tenantId: Id<"tenant">): Promise<Addressee[]> =>
  control
    .select({ email: users.email, locale: users.locale })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.tenantId, tenantId))
    .orderBy(memberships.id)
    .limit(TOLD_MAX);

export type ClosingRow = typeof closings.$inferSelect;

/** The end of a workspace; undefined while it has not begun. */
export const findClosing = (
  control: ControlDb,
  id: Id<"tenant">,
): Promise<ClosingRow | undefined> =>
  control.select().from(closings).where(eq(closings.tenantId, id)).get();

/** Who is a member, a slice of them. */
export async function someMembers(
  control: ControlDb,
  tenantId: Id<"tenant">,
  limit: number,
): Promise<Id<"user">[]> {
  const rows = await control
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(eq(memberships.tenantId, tenantId))
    .orderBy(memberships.id)
    .limit(limit);
  return rows.map(({ userId }) => userId);
}
