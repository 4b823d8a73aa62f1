import { fieldError } from "#core/errors";
import { ROLE_SCOPES, type Role } from "#core/scopes";
import type { CreateInvitationBody, NewInvitation } from "#features/invitations/schemas";
import { invitationView } from "#features/invitations/view";
import { insertInvitation } from "#features/invitations/writes";
import { DAY_SECONDS, takeAllowance } from "#platform/allowance";
import { commitControl } from "#platform/commit-control";
import {
  requireScope,
  type ScopedWorkspaceContext,
  type WorkspaceContext,
} from "#platform/context";
import { newOpaqueToken } from "#platform/credentials/opaque-token";

const PER_DAY = 20;
const LIFE_MS = 7 * DAY_SECONDS * 1000;

/**
 * Invite somebody into the workspace. Whether the e-mail has an account makes no difference, so nobody learns of it. The token is
 * in this answer only: what is stored for a repeated call has none.
 *
 * @throws AppError `missing_scope` when the role would hold more than the caller, `rate_limited` after 20 in a day.
 */
export async function createInvitation(
  ctx: WorkspaceContext,
  input: CreateInvitationBody,
): Promise<NewInvitation> {
  requireScope(ctx, "team:write");
  refuseHigherRole(ctx, input.role);
  await takeAllowance(ctx, {
    act: "invitation",
    of: `invitation\n${ctx.tenant.id}`,
    attempts: PER_DAY,
    seconds: DAY_SECONDS,
  });
  const nowMs = ctx.nowMs();
  const { token, tokenHash } = await newOpaqueToken("invitation");
  const row = {
    id: ctx.newId("invitation"),
    tokenHash,
    tenantId: ctx.tenant.id,
    email: input.email,
    role: input.role,
    invitedBy: ctx.actor.id,
    createdAt: nowMs,
    expiresAt: nowMs + LIFE_MS,
    acceptedAt: null,
    revokedAt: null,
  };
  const view = invitationView(row, nowMs);
  await commitControl(ctx, {
    statements: [insertInvitation(ctx.control, row)],
    audit: { action: "invitation.create", target: row.id, changes: { role: input.role } },
    answer: { status: 201, body: { ...view, token: null } },
  });
  return { ...view, token };
}

/** Nobody gives more than they have. */
function refuseHigherRole({ actor }: ScopedWorkspaceContext, role: Role): void {
  if (actor.kind === "job") return;
  if (ROLE_SCOPES[role].every((scope) => actor.scopes.includes(scope))) return;
  throw fieldError("missing_scope", "/role", `The role ${role} may do more than this credential.`);
}
