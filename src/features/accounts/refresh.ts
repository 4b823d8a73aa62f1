import { reusedBefore, type SessionKind } from "#core/account/session-kind";
import { AppError } from "#core/errors";
import type { Id } from "#core/ids";
import { violatesNotNull } from "#db/statement";
import { countAttempt } from "#features/accounts/count-attempt";
import {
  findRefreshToken,
  revokeSession,
  rotateRefreshToken,
  type UserRow,
} from "#features/accounts/queries";
import type { SignedIn } from "#features/accounts/schemas";
import { signedIn } from "#features/accounts/session";
import { readerOf } from "#features/accounts/verification";
import { commitControl, type DeferringContext } from "#platform/commit-control";
import { newOpaqueToken } from "#platform/credentials/opaque-token";
import { sha256Hex } from "#platform/hash";
import { forgetCredentials } from "#platform/http/authenticate";
import { mailLater } from "#platform/mail";

/**
 * Exchange a refresh token for new tokens. A token that comes a second time is in two hands, and nobody can tell which is the
 * thief's: the whole session ends. A browser has some leeway, see `reusedBefore`.
 *
 * @param given The token and how it came: a session's token is only taken from where the session keeps it.
 * @throws AppError `rate_limited` or `invalid_token`.
 */
export async function refresh(
  ctx: DeferringContext,
  given: { readonly token: string | undefined; readonly from: SessionKind },
): Promise<SignedIn> {
  await countAttempt(ctx, "refresh");
  if (given.token === undefined) throw invalidToken();
  const tokenHash = await sha256Hex(given.token);
  const found = await findRefreshToken(ctx.control, tokenHash);
  if (found === undefined) throw invalidToken();
  const { token, session, user, role, tenant } = found;
  const nowMs = ctx.nowMs();
  if (session.kind !== given.from) throw invalidToken();
  if (session.revokedAt !== null || session.expiresAt <= nowMs) throw invalidToken();
  const who = { user, sessionId: session.id, tenantId: tenant.id };
  const change = { from: tokenHash, reusedBefore: reusedBefore(session.kind, nowMs), nowMs };
  if (token.usedAt !== null && token.usedAt < change.reusedBefore) return endReused(ctx, who);

  const next = await newOpaqueToken("refresh");
  try {
    await commitControl(ctx, {
      statements: rotateRefreshToken(ctx.control, { ...change, to: next.tokenHash }),
      audit: {
        action: "session.refresh",
        target: session.id,
        actor: { kind: "user", id: user.id },
        tenantId: tenant.id,
      },
    });
  } catch (error) {
    if (violatesNotNull(error, "refresh_tokens.session_id")) return endReused(ctx, who);
    throw error;
  }
  return signedIn(ctx, { user, tenant, role, sessionId: session.id, refreshToken: next.token });
}

async function endReused(
  ctx: DeferringContext,
  who: { user: UserRow; sessionId: Id<"session">; tenantId: Id<"tenant"> },
): Promise<never> {
  await commitControl(ctx, {
    statements: [revokeSession(ctx.control, who.sessionId, ctx.nowMs())],
    audit: {
      action: "session.refresh_reused",
      target: who.sessionId,
      actor: { kind: "user", id: who.user.id },
      tenantId: who.tenantId,
      outcome: "failure",
    },
  });
  forgetCredentials();
  mailLater(ctx, readerOf(who.user), {
    kind: "session_ended",
    atMs: ctx.nowMs(),
    ip: ctx.origin.ip,
  });
  throw invalidToken();
}

const invalidToken = () => new AppError("invalid_token", "The refresh token is not valid.");
