import { and, desc, eq, isNull, lt, or } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { invitations, tenants, users } from "#db/control/schema";

export type InvitationRow = typeof invitations.$inferSelect;

/** The workspace that an invitation is to. */
export type InvitedTo = Pick<typeof tenants.$inferSelect, "id" | "name" | "timezone">;

/** The invitation of a token with the workspace that it names; the operator's name none. */
export const findByToken = (
  control: ControlDb,
  tokenHash: string,
): Promise<{ invitation: InvitationRow; tenant: InvitedTo | null } | undefined> =>
  control
    .select({
      invitation: invitations,
      tenant: { id: tenants.id, name: tenants.name, timezone: tenants.timezone },
    })
    .from(invitations)
    .leftJoin(tenants, eq(tenants.id, invitations.tenantId))
    .where(or(eq(invitations.tokenHash, tokenHash), eq(invitations.mailedHash, tokenHash)))
    .get();

/** A workspace's invitation that was not revoked. */
export const findInvitation = (
  control: ControlDb,
  tenantId: Id<"tenant">,
  id: Id<"invitation">,
): Promise<InvitationRow | undefined> =>
  control
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.id, id),
        eq(invitations.tenantId, tenantId),
        isNull(invitations.revokedAt),
      ),
    )
    .get();

/** Newest first, below `before` when it is given. Revoked ones are left out. */
export const pageOfInvitations = (
  control: ControlDb,
  page: {
    readonly tenantId: Id<"tenant">;
    readonly before: Id<"invitation"> | undefined;
    readonly limit: number;
  },
): Promise<InvitationRow[]> =>
  control
    .select()
    .from(invitations)
    .where(
      and(
        eq(invitations.tenantId, page.tenantId),
        isNull(invitations.revokedAt),
        page.before === undefined ? undefined : lt(invitations.id, page.before),
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(page.limit);

/** The e-mail and the language of an account. */
export const findPerson = (
  control: ControlDb,
  userId: Id<"user">,
): Promise<{ email: string; locale: string } | undefined> =>
  control
    .select({ email: users.email, locale: users.locale })
    .from(users)
    .where(eq(users.id, userId))
    .get();
