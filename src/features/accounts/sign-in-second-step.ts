import type { SessionKind } from "#core/account/session-kind";
import { fieldError, notFound } from "#core/errors";
import { countAttempt } from "#features/accounts/count-attempt";
import { findMember, type UserRow } from "#features/accounts/queries";
import { countCodes, findFactor, wasTaken } from "#features/accounts/queries-second-step";
import { findLiveToken, useToken, wasNotLive } from "#features/accounts/queries-tokens";
import type { SignedIn } from "#features/accounts/schemas";
import { takeCode, takeCodeAttempt, wrongCode } from "#features/accounts/second-step";
import { signedIn, startSession } from "#features/accounts/session";
import { readerOf } from "#features/accounts/verification";
import { commitControl, type ControlCommit, type DeferringContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";
import { mailLater } from "#platform/mail";

/**
 * Take the second step of a sign-in, by a code of the app or a recovery code. Each code works once, also under calls at once. A
 * wrong code leaves the token as it is; five in a quarter of an hour, by whatever tokens, and the person waits.
 *
 * @throws AppError `invalid_token` about `/mfa_token`, `invalid_credentials` about `/code`, `rate_limited`.
 */
export async function signInSecondStep(
  ctx: DeferringContext,
  input: { readonly mfa_token: string; readonly code: string },
): Promise<{ readonly answer: SignedIn; readonly kind: SessionKind }> {
  await countAttempt(ctx, "token");
  const { control } = ctx;
  const tokenHash = await sha256Hex(input.mfa_token);
  const nowMs = ctx.nowMs();
  const { userId, tenantId, kind } = await requireDue(ctx, tokenHash);
  const giveBack = await takeCodeAttempt(ctx, userId);
  const [factor, member] = await Promise.all([
    findFactor(control, userId),
    findMember(control, userId, tenantId),
  ]);
  if (member === undefined) throw notFound();
  const who = { actor: { kind: "user", id: userId }, tenantId };
  const taken = factor && (await takeCode(ctx, factor, input.code));
  if (taken === undefined) return refuse(ctx, who);
  const session = await startSession(ctx, { userId, tenantId, kind });
  try {
    await commitControl(ctx, {
      statements: [
        ...useToken(control, tokenHash, nowMs),
        ...taken.statements,
        ...session.statements,
        giveBack,
      ],
      audit: {
        action: "session.login",
        target: session.id,
        ...who,
        changes: { second_step: taken.kind },
      },
    });
  } catch (error) {
    if (wasNotLive(error)) throw invalidToken();
    if (wasTaken(error)) return refuse(ctx, who);
    throw error;
  }
  if (taken.kind === "recovery_code") await tellOwner(ctx, member.user);
  const { id: sessionId, refreshToken } = session;
  return { answer: await signedIn(ctx, { ...member, sessionId, refreshToken }), kind };
}

/** What the right password was for. @throws AppError `invalid_token`. */
async function requireDue({ control, nowMs }: DeferringContext, tokenHash: string) {
  const of = { kinds: ["second_step"], nowMs: nowMs() } as const;
  const found = await findLiveToken(control, tokenHash, of);
  if (found === undefined || found.tenantId === null) throw invalidToken();
  const { userId, tenantId, sessionKind } = found;
  return { userId, tenantId, kind: sessionKind ?? "token" };
}

/** A wrong code stays counted and leaves a trace. */
async function refuse(
  ctx: DeferringContext,
  who: Pick<ControlCommit["audit"], "actor" | "tenantId">,
): Promise<never> {
  await commitControl(ctx, {
    statements: [],
    audit: { action: "session.second_step", target: null, outcome: "failure", ...who },
  });
  throw wrongCode();
}

async function tellOwner(ctx: DeferringContext, user: UserRow): Promise<void> {
  mailLater(ctx, readerOf(user), {
    kind: "recovery_code_used",
    codesLeft: await countCodes(ctx.control, user.id),
    atMs: ctx.nowMs(),
    ip: ctx.origin.ip,
  });
}

const invalidToken = () =>
  fieldError(
    "invalid_token",
    "/mfa_token",
    "Sign in with your password again: this took too long.",
  );
