import type { SessionKind } from "#core/account/session-kind";
import type { Id } from "#core/ids";
import { ROLE_SCOPES, type Role } from "#core/scopes";
import { refreshTokens, sessions } from "#db/control/schema";
import { toStatement, type Statement } from "#db/statement";
import type { TenantRow, UserRow } from "#features/accounts/queries";
import type { SignedIn } from "#features/accounts/schemas";
import { userView, workspaceView } from "#features/accounts/view";
import type { ControlContext } from "#platform/commit-control";
import { ACCESS_TOKEN_SECONDS, issueAccessToken } from "#platform/credentials/access-token";
import { newOpaqueToken } from "#platform/credentials/opaque-token";

/** A session ends after 30 days, however often it is refreshed. */
const SESSION_MS = 30 * 24 * 3_600_000;

/** A new session with its first refresh token: what to write, and what to hand out once it is written. */
export async function startSession(
  ctx: ControlContext,
  of: {
    readonly userId: Id<"user">;
    readonly tenantId: Id<"tenant">;
    readonly kind: SessionKind;
    /** Of a session that takes up another one: when that one ends, Unix ms. */
    readonly expiresAt?: number;
    /** And when its person proved who they are. */
    readonly provenAt?: number;
  },
): Promise<{ id: Id<"session">; refreshToken: string; statements: Statement[] }> {
  const { control } = ctx;
  const id = ctx.newId("session");
  const nowMs = ctx.nowMs();
  const refresh = await newOpaqueToken("refresh");
  const row = {
    expiresAt: nowMs + SESSION_MS,
    ...of,
    id,
    ip: ctx.origin.ip,
    userAgent: ctx.origin.userAgent,
    createdAt: nowMs,
    lastUsedAt: nowMs,
  };
  return {
    id,
    refreshToken: refresh.token,
    statements: [
      toStatement(control, control.insert(sessions).values(row)),
      toStatement(
        control,
        control
          .insert(refreshTokens)
          .values({ tokenHash: refresh.tokenHash, sessionId: id, createdAt: nowMs }),
      ),
    ],
  };
}

/** The answer of sign-up, sign-in and refresh. */
export async function signedIn(
  ctx: ControlContext,
  who: {
    readonly user: UserRow;
    readonly tenant: Pick<TenantRow, "id" | "name" | "timezone">;
    readonly role: Role;
    readonly sessionId: Id<"session">;
    readonly refreshToken: string;
  },
): Promise<SignedIn> {
  const claims = { userId: who.user.id, sessionId: who.sessionId, tenantId: who.tenant.id };
  return {
    user: userView(who.user),
    workspace: workspaceView(who.tenant),
    role: who.role,
    scopes: [...ROLE_SCOPES[who.role]],
    access_token: await issueAccessToken(ctx.env, claims, ctx.nowMs()),
    refresh_token: who.refreshToken,
    token_type: "Bearer",
    expires_in: ACCESS_TOKEN_SECONDS,
  };
}
