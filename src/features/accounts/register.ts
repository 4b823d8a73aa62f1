import { AppError, fieldError } from "#core/errors";
import { networkOf } from "#core/network";
import { memberships, tenants, users } from "#db/control/schema";
import { toStatement, violatesUnique, type Statement } from "#db/statement";
import { countAttempt } from "#features/accounts/count-attempt";
import { isEmailTaken, type TenantRow, type UserRow } from "#features/accounts/queries";
import { registerAgain, registrationAnswer } from "#features/accounts/register-again";
import type { RegisterBody, SignedIn } from "#features/accounts/schemas";
import { signedIn, startSession } from "#features/accounts/session";
import { DAY_SECONDS, takeAllowance } from "#platform/allowance";
import { AlreadyAnswered } from "#platform/commit";
import { commitControl, type ControlContext } from "#platform/commit-control";
import { configOf } from "#platform/config";
import { hashPassword } from "#platform/credentials/password";

/** The answer of a registration. */
export interface Registered {
  readonly answer: SignedIn;
  /** Whether the account was made by an earlier call with the same idempotency key. */
  readonly isRepeated: boolean;
}

/**
 * Make an account with a workspace of its own, and sign the person in. The workspace's database is claimed later, by the first
 * act that needs it. All rows are one batch: either all of it exists, or nothing. A call that is made again under its idempotency
 * key, because the first answer was lost, is signed in to the account that the first one made.
 *
 * @throws AppError `registration_closed`, `rate_limited`, `email_taken` or `idempotency_mismatch`.
 */
export async function register(ctx: ControlContext, input: RegisterBody): Promise<Registered> {
  refuseUnlessOpen(ctx.env);
  await countAttempt(ctx, "register");
  const before = await registerAgain(ctx, input);
  if (before !== undefined) return { answer: before, isRepeated: true };
  await takeRegistration(ctx);
  try {
    return { answer: await create(ctx, input), isRepeated: false };
  } catch (error) {
    const again = mayBeRepeated(error) ? await registerAgain(ctx, input) : undefined;
    if (again === undefined) throw error;
    return { answer: again, isRepeated: true };
  }
}

const mayBeRepeated = (error: unknown): boolean =>
  error instanceof AlreadyAnswered || (error instanceof AppError && error.code === "email_taken");

async function create(ctx: ControlContext, input: RegisterBody): Promise<SignedIn> {
  // What would fail anyway fails here, before a quarter of a second of hashing.
  if (await isEmailTaken(ctx.control, input.email)) throw emailTaken();

  const nowMs = ctx.nowMs();
  const user = newUser(ctx, input, nowMs);
  const tenant = newTenant(ctx, input, nowMs);
  const session = await startSession(ctx, user.id, tenant.id);
  await store(ctx, { user, tenant, statements: session.statements });
  return signedIn(ctx, {
    user,
    tenant,
    sessionId: session.id,
    refreshToken: session.refreshToken,
  });
}

/** Write the account. */
async function store(
  ctx: ControlContext,
  account: { user: UserRow; tenant: TenantRow; statements: Statement[] },
): Promise<void> {
  const { control } = ctx;
  const { user, tenant } = account;
  const member = {
    id: ctx.newId("membership"),
    tenantId: tenant.id,
    userId: user.id,
    role: "owner",
    createdAt: user.createdAt,
  } as const;
  try {
    await commitControl(ctx, {
      statements: [
        toStatement(control, control.insert(users).values(user)),
        toStatement(control, control.insert(tenants).values(tenant)),
        toStatement(control, control.insert(memberships).values(member)),
        ...account.statements,
      ],
      audit: {
        action: "account.register",
        target: user.id,
        actor: { kind: "user", id: user.id },
        tenantId: tenant.id,
      },
      answer: registrationAnswer({ userId: user.id, tenantId: tenant.id }),
    });
  } catch (error) {
    if (violatesUnique(error, "users.email")) throw emailTaken();
    throw error;
  }
}

/** Failures count too: whether an e-mail has an account is told, but not often. */
async function takeRegistration(ctx: ControlContext): Promise<void> {
  await takeAllowance(ctx, {
    act: "register",
    of: `register\n${networkOf(ctx.origin.ip)}`,
    attempts: configOf(ctx.env).registrationsPerDay,
    seconds: DAY_SECONDS,
  });
}

/** Invitations are how people join a deployment that is not open. */
function refuseUnlessOpen(env: Env): void {
  if (configOf(env).registration === "open") return;
  throw new AppError("registration_closed", "Ask the operator of this deployment for an account.");
}

function newUser(ctx: ControlContext, input: RegisterBody, nowMs: number): UserRow {
  return {
    id: ctx.newId("user"),
    fullName: input.full_name,
    email: input.email,
    timezone: input.timezone,
    locale: input.locale,
    passwordHash: hashPassword(ctx.env, input.password),
    emailVerified: false,
    policyAcceptedAt: nowMs,
    createdAt: nowMs,
    updatedAt: nowMs,
  };
}

const newTenant = (ctx: ControlContext, input: RegisterBody, nowMs: number): TenantRow => ({
  id: ctx.newId("tenant"),
  name: input.workspace_name ?? `${input.full_name}'s workspace`,
  timezone: input.timezone,
  binding: null,
  state: "active",
  settings: {},
  createdAt: nowMs,
});

const emailTaken = () =>
  fieldError("email_taken", "/email", "An account has this e-mail. Sign in instead.");
