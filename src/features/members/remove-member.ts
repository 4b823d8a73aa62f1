import { AppError } from "#core/errors";
import { eraseAccounts } from "#features/accounts/index";
import {
  commitMember,
  lastOwner,
  refuseRole,
  type ChangingContext,
} from "#features/members/commit-member";
import { isOnlyOwner, worksElsewhere, type MemberRow } from "#features/members/queries";
import { requireMember } from "#features/members/require-member";
import { removeMembership } from "#features/members/writes";
import { requireScope, type WorkspaceContext } from "#platform/context";
import { forgetCredentials } from "#platform/http/authenticate";
import { redactAnswers } from "#platform/idempotency";
import { refuseMoreNumbers } from "#platform/number-access";
import type { PersonContext } from "#platform/person";

/**
 * Take somebody out of the workspace. Their sessions of it end: no refresh token of theirs works any more, no access token after
 * 30 s. What they have of open conversations becomes nobody's soon. An account lives in its workspaces: with the last of them it goes.
 *
 * @throws AppError `not_found`, `owner_required`, `missing_scope`, `last_owner`.
 */
export async function removeMember(ctx: WorkspaceContext, id: string): Promise<void> {
  requireScope(ctx, "team:write");
  const member = await requireMember(ctx, id);
  refuseRole(ctx, member.role);
  refuseMoreNumbers(ctx, member.numbers);
  await remove(ctx, member, await worksElsewhere(ctx.control, member.userId));
}

/**
 * Leave the workspace, whatever one is in it.
 *
 * @throws AppError `last_owner`; `invalid_state` in one's only workspace, which the account would go with: that takes the password.
 */
export async function leaveWorkspace(ctx: PersonContext): Promise<void> {
  const member = await requireMember(ctx, ctx.actor.id);
  const goesOn = await worksElsewhere(ctx.control, member.userId);
  if (await isOnlyOwner(ctx.control, { id: member.id, tenantId: ctx.tenant.id }))
    throw lastOwner(ctx);
  if (!goesOn)
    throw new AppError(
      "invalid_state",
      "It is your only workspace. Delete your account instead (`DELETE /v1/me`).",
    );
  await remove(ctx, member, goesOn);
}

async function remove(ctx: ChangingContext, member: MemberRow, goesOn: boolean): Promise<void> {
  const { control, tenant } = ctx;
  const { userId } = member;
  await commitMember(ctx, member, {
    leaves: member.role === "owner",
    statements: [
      ...removeMembership(control, { tenantId: tenant.id, userId }, ctx.nowMs()),
      ...eraseAccounts(control, [userId]),
      ...(goesOn ? [] : [redactAnswers(control, [userId, member.email])]),
    ],
    audit: { action: "member.remove", target: userId, changes: { role: member.role } },
    answer: { status: 204, body: null },
  });
  forgetCredentials();
  await ctx.enqueue({ kind: "conversations.unassign", tenantId: tenant.id });
}
