import { requireMe } from "#features/accounts/get-me";
import { readOwnActs, readOwnSessions, readOwnWorkspaces } from "#features/accounts/queries-export";
import type { MyExport } from "#features/accounts/schemas-export";
import { userView } from "#features/accounts/view";
import type { PersonContext } from "#platform/person";

const instant = (ms: number): string => new Date(ms).toISOString();

/** Everything that is kept of the caller's account: never a password, a token or the hash of one. */
export async function exportMe(ctx: PersonContext): Promise<MyExport> {
  const user = await requireMe(ctx);
  const workspaces = await readOwnWorkspaces(ctx.control, user.id);
  const [sessions, acts] = await Promise.all([
    readOwnSessions(ctx.control, user.id),
    readOwnActs(
      ctx.control,
      user.id,
      workspaces.map(({ id }) => id),
    ),
  ]);
  return {
    user: {
      ...userView(user),
      policy_accepted_at: instant(user.policyAcceptedAt),
      created_at: instant(user.createdAt),
      updated_at: instant(user.updatedAt),
    },
    workspaces: workspaces.map(({ id, name, role, joinedAt }) => ({
      id,
      name,
      role,
      joined_at: instant(joinedAt),
    })),
    sessions: sessions.map((one) => ({
      id: one.id,
      ip: one.ip,
      user_agent: one.userAgent,
      created_at: instant(one.createdAt),
      last_used_at: instant(one.lastUsedAt),
      revoked_at: one.revokedAt === null ? null : instant(one.revokedAt),
    })),
    acts: acts.map((one) => ({
      at: instant(one.at),
      action: one.action,
      target: one.target,
      ip: one.ip,
      user_agent: one.userAgent,
    })),
  };
}
