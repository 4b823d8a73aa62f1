import { AppError } from "#core/errors";
import { memberships, tenants } from "#db/control/schema";
import { toStatement } from "#db/statement";
import { requireMe } from "#features/accounts/get-me";
import { myWorkspaceView } from "#features/accounts/list-workspaces";
import type { CreateWorkspaceBody, MyWorkspace } from "#features/accounts/schemas-workspaces";
import {
  invalidInvitation,
  redeem,
  requireInvitation,
  wasNotOpen,
  type OpenInvitation,
} from "#features/invitations/index";
import { DAY_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl } from "#platform/commit-control";
import { configOf } from "#platform/config";
import type { PersonContext } from "#platform/person";

const PER_DAY = 5;
const POINTER = "/invitation";

/**
 * Make another workspace that the caller owns. What opens registering opens this: where it takes an invitation of the operator's, so
 * does a workspace. Its database is claimed by the first act that needs one.
 *
 * @throws AppError `email_unverified`, `registration_closed`, `invalid_invitation`, `invitation_expired`, or `rate_limited` after
 *   five in a day.
 */
export async function createWorkspace(
  ctx: PersonContext,
  input: CreateWorkspaceBody,
): Promise<MyWorkspace> {
  const user = await requireMe(ctx);
  if (!user.emailVerified)
    throw new AppError("email_unverified", "Confirm your e-mail address first.");
  const invitation = await admit(ctx, user.email, input.invitation);
  await takeAllowance(ctx, {
    act: "workspace",
    of: `workspace\n${user.id}`,
    attempts: PER_DAY,
    seconds: DAY_SECONDS,
  });
  const nowMs = ctx.nowMs();
  const id = ctx.newId("tenant");
  const timezone = input.timezone ?? user.timezone;
  const tenant = { id, name: input.name, timezone, createdAt: nowMs };
  const member = {
    id: ctx.newId("membership"),
    tenantId: id,
    userId: user.id,
    role: "owner",
    createdAt: nowMs,
  } as const;
  const view = myWorkspaceView({ ...tenant, role: "owner", joinedAt: nowMs }, ctx.tenant.id);
  try {
    await commitControl(ctx, {
      statements: [
        ...(invitation === null ? [] : redeem(ctx.control, invitation.id, nowMs)),
        // Its own id stands in the place of a database until one is claimed.
        toStatement(
          ctx.control,
          ctx.control
            .insert(tenants)
            .values({ ...tenant, binding: id, state: "active", settings: {} }),
        ),
        toStatement(ctx.control, ctx.control.insert(memberships).values(member)),
      ],
      audit: { action: "workspace.create", target: id, tenantId: id },
      answer: { status: 201, body: view },
    });
  } catch (error) {
    if (wasNotOpen(error)) throw invalidInvitation(POINTER);
    throw error;
  }
  return view;
}

async function admit(
  ctx: PersonContext,
  email: string,
  token: string | undefined,
): Promise<OpenInvitation | null> {
  const { registration } = configOf(ctx.env);
  if (registration === "closed")
    throw new AppError("registration_closed", "Nobody can make a workspace here at the moment.");
  if (token === undefined && registration === "open") return null;
  if (token === undefined)
    throw new AppError("registration_closed", "Another workspace takes an operator's invitation.");
  const invitation = await requireInvitation(ctx, { token, email, pointer: POINTER });
  // One to a workspace is accepted, and makes none.
  if (invitation.tenant !== null) throw invalidInvitation(POINTER);
  return invitation;
}
