import { AppError, fieldError } from "#core/errors";
import { networkOf } from "#core/network";
import type { Role } from "#core/scopes";
import { memberships, tenants, users } from "#db/control/schema";
import { toStatement, violatesUnique, type Statement } from "#db/statement";
import { countAttempt } from "#features/accounts/count-attempt";
import { isEmailTaken, type TenantRow, type UserRow } from "#features/accounts/queries";
import { registerAgain, registrationAnswer } from "#features/accounts/register-again";
import type { RegisterBody, SignedIn } from "#features/accounts/schemas";
import { signedIn, startSession } from "#features/accounts/session";
import { newVerification, type Verification } from "#features/accounts/verification";
import {
  invalidInvitation,
  redeem,
  requireInvitation,
  wasNotOpen,
  type InvitedTo,
  type OpenInvitation,
} from "#features/invitations/index";
import { DAY_SECONDS, takeAllowance } from "#platform/allowance";
import { AlreadyAnswered } from "#platform/commit";
import { commitControl, type DeferringContext } from "#platform/commit-control";
import { configOf } from "#platform/config";
import { hashPassword } from "#platform/credentials/password";
import { policyNow } from "#platform/policy";

/** The answer of a registration. */
export interface Registered {
  readonly answer: SignedIn;
  /** Whether the account was made by an earlier call with the same idempotency key. */
  readonly isRepeated: boolean;
}

/** What a registration makes. */
interface NewAccount {
  readonly user: UserRow;
  /** The whole row of one that is made, or what is told of the one that the invitation is to. */
  readonly tenant: TenantRow | InvitedTo;
  readonly role: Role;
  readonly invitation: OpenInvitation | null;
  readonly session: Awaited<ReturnType<typeof startSession>>;
  /** Null when the invitation proves the address. */
  readonly verification: Verification | null;
}

const INVITATION = "/invitation";

/**
 * Make an account with a workspace of its own, or in the one that it is invited to, and sign the person in. A workspace's database
 * is claimed later, by the first act that needs it. All rows are one batch: either all of it exists, or nothing. A call that is
 * made again under its idempotency key, because the first answer was lost, is signed in to the account that the first one made.
 *
 * @throws AppError `registration_closed`, `rate_limited`, `invalid_invitation`, `invitation_expired`, `email_taken` or
 *   `idempotency_mismatch`.
 */
export async function register(ctx: DeferringContext, input: RegisterBody): Promise<Registered> {
  refuseUnlessOpen(ctx.env, input);
  await countAttempt(ctx, "register");
  const before = await registerAgain(ctx, input);
  if (before !== undefined) return { answer: before, isRepeated: true };
  try {
    return { answer: await create(ctx, input), isRepeated: false };
  } catch (error) {
    const again = mayBeRepeated(error) ? await registerAgain(ctx, input) : undefined;
    if (again === undefined) throw error;
    return { answer: again, isRepeated: true };
  }
}

/** What the loser of two calls with one key may meet first. */
const mayBeRepeated = (error: unknown): boolean =>
  error instanceof AlreadyAnswered ||
  (error instanceof AppError && ["email_taken", "invalid_invitation"].includes(error.code));

async function create(ctx: DeferringContext, input: RegisterBody): Promise<SignedIn> {
  const invitation = await admit(ctx, input);
  // What would fail anyway fails here, before a quarter of a second of hashing.
  if (await isEmailTaken(ctx.control, input.email)) throw emailTaken();

  const nowMs = ctx.nowMs();
  const user = newUser(ctx, input, { nowMs, emailVerified: invitation?.provesAddress ?? false });
  const tenant = invitation?.tenant ?? newTenant(ctx, input, nowMs);
  const role = invitation?.role ?? "owner";
  const session = await startSession(ctx, {
    userId: user.id,
    tenantId: tenant.id,
    kind: input.session,
  });
  const verification = user.emailVerified ? null : await newVerification(ctx, user);
  await store(ctx, { user, tenant, role, invitation, session, verification });
  verification?.mail();
  return signedIn(ctx, {
    user,
    tenant,
    role,
    sessionId: session.id,
    refreshToken: session.refreshToken,
  });
}

/** Who is invited is no stranger, and uses up nothing of the network's day. */
async function admit(ctx: DeferringContext, input: RegisterBody): Promise<OpenInvitation | null> {
  const { invitation: token, email } = input;
  if (token !== undefined) return requireInvitation(ctx, { token, email, pointer: INVITATION });
  // Failures count too: whether an e-mail has an account is told, but not often.
  await takeAllowance(ctx, {
    act: "register",
    of: `register\n${networkOf(ctx.origin.ip)}`,
    attempts: configOf(ctx.env).registrationsPerDay,
    seconds: DAY_SECONDS,
  });
  return null;
}

async function store(ctx: DeferringContext, account: NewAccount): Promise<void> {
  const { user, tenant, invitation } = account;
  try {
    await commitControl(ctx, {
      statements: rowsOf(ctx, account),
      audit: {
        action: "account.register",
        target: user.id,
        actor: { kind: "user", id: user.id },
        tenantId: tenant.id,
        ...(invitation === null ? {} : { changes: { invitation: invitation.id } }),
      },
      answer: registrationAnswer({ userId: user.id, tenantId: tenant.id }),
    });
  } catch (error) {
    if (wasNotOpen(error)) throw invalidInvitation(INVITATION);
    if (violatesUnique(error, "users.email")) throw emailTaken();
    throw error;
  }
}

function rowsOf(
  { control, newId }: DeferringContext,
  { user, tenant, role, invitation, session, verification }: NewAccount,
): Statement[] {
  const member = {
    id: newId("membership"),
    tenantId: tenant.id,
    userId: user.id,
    role,
    createdAt: user.createdAt,
    numbers: invitation?.numbers ?? null,
  };
  return [
    ...(invitation === null ? [] : redeem(control, invitation.id, user.createdAt)),
    toStatement(control, control.insert(users).values(user)),
    ...("binding" in tenant ? [insertTenant(control, tenant)] : []),
    toStatement(control, control.insert(memberships).values(member)),
    ...session.statements,
    ...(verification === null ? [] : [verification.statement]),
  ];
}

/** Its own id stands in the place of a database until one is claimed. */
const insertTenant = (control: DeferringContext["control"], tenant: TenantRow): Statement =>
  toStatement(control, control.insert(tenants).values({ ...tenant, binding: tenant.id }));

/** A deployment that is closed is closed to everybody. */
function refuseUnlessOpen(env: Env, { invitation }: RegisterBody): void {
  const { registration } = configOf(env);
  if (registration === "open") return;
  if (registration === "invite" && invitation !== undefined) return;
  throw new AppError(
    "registration_closed",
    registration === "invite"
      ? "Registering takes an invitation: ask the operator, or somebody who has a workspace here."
      : "Nobody can register here at the moment.",
  );
}

const newUser = (
  ctx: DeferringContext,
  input: RegisterBody,
  { nowMs, emailVerified }: { readonly nowMs: number; readonly emailVerified: boolean },
): UserRow => ({
  id: ctx.newId("user"),
  fullName: input.full_name,
  email: input.email,
  timezone: input.timezone,
  locale: input.locale,
  passwordHash: hashPassword(ctx.env, input.password),
  emailVerified,
  policyAcceptedAt: nowMs,
  ...policyNow(ctx.env),
  createdAt: nowMs,
  updatedAt: nowMs,
  loginVersion: 1,
});

const newTenant = (ctx: DeferringContext, input: RegisterBody, nowMs: number): TenantRow => ({
  id: ctx.newId("tenant"),
  name: input.workspace_name ?? `${input.full_name}'s workspace`,
  timezone: input.timezone,
  binding: null,
  state: "active",
  settings: {},
  createdAt: nowMs,
  closingAt: null,
});

const emailTaken = () =>
  fieldError("email_taken", "/email", "An account has this e-mail. Sign in instead.");
