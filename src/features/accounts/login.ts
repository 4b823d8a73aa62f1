import { and, eq } from "drizzle-orm";

import type { SessionKind } from "#core/account/session-kind";
import { AppError, notFound } from "#core/errors";
import type { Id } from "#core/ids";
import { standingOf } from "#core/tenant/standing";
import { users } from "#db/control/schema";
import { statement, toStatement, type Statement } from "#db/statement";
import { countAttempt } from "#features/accounts/count-attempt";
import { unlessChanged, wasChangedMeanwhile } from "#features/accounts/new-password";
import { findAccount, type UserRow } from "#features/accounts/queries";
import { hasSecondStep } from "#features/accounts/queries-second-step";
import { insertToken } from "#features/accounts/queries-tokens";
import type { LoginBody, SecondStepDue, SignedIn } from "#features/accounts/schemas";
import { signedIn, startSession } from "#features/accounts/session";
import { takeSignInAttempt } from "#features/accounts/sign-in-attempts";
import { commitControl, type ControlCommit, type ControlContext } from "#platform/commit-control";
import { newOpaqueToken } from "#platform/credentials/opaque-token";
import { hashPassword, verifyPassword } from "#platform/credentials/password";

/**
 * Sign in with e-mail and password. An e-mail that nobody has takes the same steps and gets the same answer as a wrong password.
 *
 * @throws AppError `rate_limited`, `invalid_credentials`, or `not_found` for a workspace the person is no member of.
 */
export async function login(
  ctx: ControlContext,
  input: LoginBody,
): Promise<SignedIn | SecondStepDue> {
  await countAttempt(ctx, "login", input.email);
  const giveBack = await takeSignInAttempt(ctx, input.email);
  const account = await findAccount(ctx.control, input.email);
  const user = account[0]?.user;
  const verdict = verifyPassword(ctx.env, input.password, user?.passwordHash);
  if (user === undefined || !verdict.matches) {
    await auditFailure(ctx, input.email);
    throw wrongPassword();
  }
  const wanted = input.workspace_id;
  const candidates = account.filter((row) => wanted === undefined || row.tenant.id === wanted);
  // Not into one that is at its end, while there is another.
  const member =
    candidates.find(({ tenant }) => standingOf(tenant, ctx.nowMs()) !== "closed") ?? candidates[0];
  if (member === undefined) throw notFound();
  const { tenant, role } = member;
  const proven: readonly Statement[] = [
    unlessChanged(ctx, user),
    ...giveBack,
    ...(verdict.outdated ? [rehash(ctx, user, input.password)] : []),
  ];
  if (await hasSecondStep(ctx.control, user.id))
    return askSecondStep(ctx, { user, tenantId: tenant.id, kind: input.session, proven });

  const session = await startSession(ctx, {
    userId: user.id,
    tenantId: tenant.id,
    kind: input.session,
  });
  await commitSession(ctx, {
    statements: [...proven, ...session.statements],
    audit: {
      action: "session.login",
      target: session.id,
      actor: { kind: "user", id: user.id },
      tenantId: tenant.id,
    },
  });
  return signedIn(ctx, {
    user,
    tenant,
    role,
    sessionId: session.id,
    refreshToken: session.refreshToken,
  });
}

/** The password was right: that is kept for five minutes, and no session begins. */
async function askSecondStep(
  ctx: ControlContext,
  of: {
    readonly user: UserRow;
    readonly tenantId: Id<"tenant">;
    readonly kind: SessionKind;
    readonly proven: readonly Statement[];
  },
): Promise<SecondStepDue> {
  const { token, tokenHash } = await newOpaqueToken("second_step");
  const due = insertToken(ctx.control, {
    tokenHash,
    kind: "second_step",
    userId: of.user.id,
    email: of.user.email,
    nowMs: ctx.nowMs(),
    tenantId: of.tenantId,
    sessionKind: of.kind,
  });
  await commitSession(ctx, {
    statements: [...of.proven, due],
    audit: {
      action: "session.second_step_due",
      target: of.user.id,
      actor: { kind: "user", id: of.user.id },
      tenantId: of.tenantId,
    },
  });
  return { mfa_required: true, mfa_token: token };
}

/** The password is only at hand now: a hash with yesterday's parameters is made again with today's. */
const rehash = (ctx: ControlContext, user: UserRow, password: string): Statement =>
  toStatement(
    ctx.control,
    ctx.control
      .update(users)
      .set({ passwordHash: hashPassword(ctx.env, password) })
      .where(and(eq(users.id, user.id), eq(users.passwordHash, user.passwordHash))),
  );

/** The password may have been changed since it was compared, and its change has ended all sessions: none begins behind it. */
export async function commitSession(ctx: ControlContext, act: ControlCommit): Promise<void> {
  try {
    await commitControl(ctx, act);
  } catch (error) {
    if (wasChangedMeanwhile(error)) throw wrongPassword();
    throw error;
  }
}

const wrongPassword = () => new AppError("invalid_credentials", "E-mail or password is wrong.");

/** One statement for known and unknown e-mails alike, so that time tells nothing; only a known one leaves a row. */
async function auditFailure(ctx: ControlContext, email: string): Promise<void> {
  await statement(
    ctx.control,
    `INSERT INTO audit_logs (id, at, tenant_id, actor_kind, actor_id, action, target, ip, user_agent, request_id, outcome, salt)
     SELECT ?2, ?3, (SELECT tenant_id FROM memberships WHERE user_id = u.id ORDER BY id LIMIT 1),
       'user', u.id, 'session.login', NULL, ?4, ?5, ?6, 'failure', lower(hex(randomblob(16)))
     FROM users u WHERE u.email = ?1`,
    email,
    ctx.newId("audit"),
    ctx.nowMs(),
    ctx.origin.ip,
    ctx.origin.userAgent,
    ctx.origin.requestId,
  ).run();
}
