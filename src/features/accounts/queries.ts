import { and, asc, desc, eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { Role } from "#core/scopes";
import type { ControlDb } from "#db/control/client";
import { memberships, refreshTokens, sessions, tenants, users } from "#db/control/schema";
import { statement, type Statement } from "#db/statement";

export type UserRow = typeof users.$inferSelect;
export type TenantRow = typeof tenants.$inferSelect;

/** Whether an account has the e-mail. */
export async function isEmailTaken(control: ControlDb, email: string): Promise<boolean> {
  const found = await control
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email))
    .get();
  return found !== undefined;
}

/** The account of an e-mail with its workspaces, oldest first. */
export const findAccount = (
  control: ControlDb,
  email: string,
): Promise<{ user: UserRow; role: Role; tenant: TenantRow }[]> =>
  control
    .select({ user: users, role: memberships.role, tenant: tenants })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(eq(users.email, email))
    .orderBy(asc(memberships.id));

/** Sessions that are looked at for where an account signs in from. */
const RECENT_SESSIONS = 50;

/** Addresses that an e-mail's account lately signed in from; none for an e-mail that nobody has. */
export async function recentAddresses(
  control: ControlDb,
  email: string,
): Promise<readonly (string | null)[]> {
  const rows = await control
    .select({ ip: sessions.ip })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(users.email, email))
    .orderBy(desc(sessions.id))
    .limit(RECENT_SESSIONS);
  return rows.map(({ ip }) => ip);
}

/** A person and one of that person's workspaces. */
export const findMember = (
  control: ControlDb,
  userId: Id<"user">,
  tenantId: Id<"tenant">,
): Promise<{ user: UserRow; role: Role; tenant: TenantRow } | undefined> =>
  control
    .select({ user: users, role: memberships.role, tenant: tenants })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.userId, userId), eq(memberships.tenantId, tenantId)))
    .get();

/** A refresh token's session with the person and workspace it speaks for. */
export const findRefreshToken = (control: ControlDb, tokenHash: string) =>
  control
    .select({
      token: refreshTokens,
      session: sessions,
      user: users,
      role: memberships.role,
      tenant: tenants,
    })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .innerJoin(users, eq(users.id, sessions.userId))
    .innerJoin(tenants, eq(tenants.id, sessions.tenantId))
    .innerJoin(
      memberships,
      and(eq(memberships.userId, sessions.userId), eq(memberships.tenantId, sessions.tenantId)),
    )
    .where(eq(refreshTokens.tokenHash, tokenHash))
    .get();

/**
 * Exchange a refresh token for a successor. When it was used before `reusedBefore`, or its session ended, the successor has no
 * session and the whole batch fails (`violatesNotNull(error, "refresh_tokens.session_id")`).
 */
export const rotateRefreshToken = (
  control: ControlDb,
  change: {
    readonly from: string;
    readonly to: string;
    readonly reusedBefore: number;
    readonly nowMs: number;
  },
): Statement[] => [
  statement(
    control,
    `INSERT INTO refresh_tokens (token_hash, session_id, created_at) VALUES (?2,
       (SELECT r.session_id FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id
        WHERE r.token_hash = ?1 AND (r.used_at IS NULL OR r.used_at >= ?4) AND s.revoked_at IS NULL), ?3)`,
    change.from,
    change.to,
    change.nowMs,
    change.reusedBefore,
  ),
  statement(
    control,
    "UPDATE refresh_tokens SET used_at = coalesce(used_at, ?2) WHERE token_hash = ?1",
    change.from,
    change.nowMs,
  ),
  statement(
    control,
    "UPDATE sessions SET last_used_at = ?2 WHERE id = (SELECT session_id FROM refresh_tokens WHERE token_hash = ?1)",
    change.from,
    change.nowMs,
  ),
];

/** End a session, and with it its refresh tokens and, within 30 s, its access tokens. */
export const revokeSession = (control: ControlDb, id: Id<"session">, nowMs: number): Statement =>
  statement(
    control,
    "UPDATE sessions SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL",
    id,
    nowMs,
  );

export const findUser = (control: ControlDb, id: Id<"user">): Promise<UserRow | undefined> =>
  control.select().from(users).where(eq(users.id, id)).get();
