import type { TenantRow, UserRow } from "#features/accounts/queries";
import type { Me, User, WorkspaceSummary } from "#features/accounts/schemas";
import type { PersonContext } from "#platform/person";

/** The wire shape of a person. */
export const userView = (row: UserRow): User => ({
  id: row.id,
  full_name: row.fullName,
  email: row.email,
  timezone: row.timezone,
  locale: row.locale,
  email_verified: row.emailVerified,
});

/** The wire shape of the workspace beside its person. */
export const workspaceView = (
  row: Pick<TenantRow, "id" | "name" | "timezone">,
): WorkspaceSummary => ({
  id: row.id,
  name: row.name,
  timezone: row.timezone,
});

/** The wire shape of the caller: the person, and what the person is in this workspace. */
export const meView = (ctx: PersonContext, user: UserRow, hasMfa: boolean): Me => ({
  ...userView(user),
  mfa_enabled: hasMfa,
  workspace: workspaceView(ctx.tenant),
  role: ctx.actor.role,
  scopes: [...ctx.actor.scopes],
  policy: {
    accepted_at: new Date(user.policyAcceptedAt).toISOString(),
    version: user.policyVersion,
    sha256: user.policySha256,
  },
  created_at: new Date(user.createdAt).toISOString(),
});
