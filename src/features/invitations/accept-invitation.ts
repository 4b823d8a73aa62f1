import { AppError } from "#core/errors";
import { violatesUnique } from "#db/statement";
import { findPerson } from "#features/invitations/queries";
import { invalidInvitation, requireInvitation } from "#features/invitations/require-invitation";
import type { AcceptInvitationBody, JoinedWorkspace } from "#features/invitations/schemas";
import { insertMembership, redeem, setVerified, wasNotOpen } from "#features/invitations/writes";
import { commitControl } from "#platform/commit-control";
import type { PersonContext } from "#platform/person";

const POINTER = "/token";

/**
 * Join the workspace that an invitation is to, with the account that is signed in. The operator's invitations are to no
 * workspace: they are for registering.
 *
 * @throws AppError `invalid_invitation`, `invitation_expired`, or `invalid_state` for who is a member already.
 */
export async function acceptInvitation(
  ctx: PersonContext,
  { token }: AcceptInvitationBody,
): Promise<JoinedWorkspace> {
  const person = await findPerson(ctx.control, ctx.actor.id);
  if (person === undefined) throw invalidInvitation(POINTER);
  const { email } = person;
  const { id, role, numbers, tenant, provesAddress } = await requireInvitation(ctx, {
    token,
    email,
    pointer: POINTER,
  });
  if (tenant === null) throw invalidInvitation(POINTER);
  const nowMs = ctx.nowMs();
  const member = {
    id: ctx.newId("membership"),
    tenantId: tenant.id,
    userId: ctx.actor.id,
    role,
    createdAt: nowMs,
    numbers,
  };
  const joined = { workspace: { id: tenant.id, name: tenant.name }, role };
  try {
    await commitControl(ctx, {
      statements: [
        ...redeem(ctx.control, id, nowMs),
        insertMembership(ctx.control, member),
        ...(provesAddress ? [setVerified(ctx.control, ctx.actor.id, email)] : []),
      ],
      audit: { action: "invitation.accept", target: id, tenantId: tenant.id },
      answer: { status: 200, body: joined },
    });
  } catch (error) {
    if (wasNotOpen(error)) throw invalidInvitation(POINTER);
    if (!violatesUnique(error, "memberships.user_id")) throw error;
    throw new AppError("invalid_state", "You are a member of this workspace already.");
  }
  return joined;
}
