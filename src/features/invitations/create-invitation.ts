import { fieldError } from "#core/errors";
import { ROLE_SCOPES, type Role } from "#core/scopes";
import { findPerson } from "#features/invitations/queries";
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
import { consoleLink, mailLater } from "#platform/mail";
import { givenAccess } from "#platform/number-access";
import { requireVerified } from "#platform/require-verified";

const PER_DAY = 20;
const LIFE_MS = 7 * DAY_SECONDS * 1000;

/**
 * Invite somebody into the workspace: a letter goes to them. Whether the e-mail has an account makes no difference, so nobody learns
 * of it. The token is in this answer only: what is stored for a repeated call has none. The letter holds another one, which proves
 * that its reader has the address.
 *
 * @throws AppError `email_unverified`, `missing_scope` when the role would hold more than the caller, `rate_limited` after 20 in a day.
 */
export async function createInvitation(
  ctx: WorkspaceContext,
  input: CreateInvitationBody,
): Promise<NewInvitation> {
  requireScope(ctx, "team:write");
  refuseHigherRole(ctx, input.role);
  const numbers = await givenAccess(ctx, input.numbers);
  await requireVerified(ctx);
  await takeAllowance(ctx, {
    act: "invitation",
    of: `invitation\n${ctx.tenant.id}`,
    attempts: PER_DAY,
    seconds: DAY_SECONDS,
  });
  const nowMs = ctx.nowMs();
  const { token, tokenHash } = await newOpaqueToken("invitation");
  const mailed = await newOpaqueToken("invitation");
  const row = {
    id: ctx.newId("invitation"),
    tokenHash,
    mailedHash: mailed.tokenHash,
    tenantId: ctx.tenant.id,
    email: input.email,
    role: input.role,
    invitedBy: ctx.actor.id,
    createdAt: nowMs,
    expiresAt: nowMs + LIFE_MS,
    acceptedAt: null,
    revokedAt: null,
    numbers,
  };
  const view = invitationView(row, nowMs);
  const locale = await localeOf(ctx);
  await commitControl(ctx, {
    statements: [insertInvitation(ctx.control, row)],
    audit: {
      action: "invitation.create",
      target: row.id,
      changes: { role: input.role, ...(numbers === null ? {} : { numbers }) },
    },
    answer: { status: 201, body: { ...view, token: null } },
  });
  const link = consoleLink(ctx.env, "invite", mailed.token);
  const letter = { kind: "invitation", link, workspace: ctx.tenant.name } as const;
  mailLater(ctx, { email: input.email, name: null, locale }, letter);
  return { ...view, token };
}

/** Nobody knows the language of who is invited: that of who invites is the best guess. */
async function localeOf({ control, actor }: ScopedWorkspaceContext): Promise<string> {
  const person = actor.kind === "user" ? await findPerson(control, actor.id) : undefined;
  return person?.locale ?? "en";
}

/** Nobody gives more than they have. */
function refuseHigherRole({ actor }: ScopedWorkspaceContext, role: Role): void {
  if (actor.kind === "job") return;
  if (ROLE_SCOPES[role].every((scope) => actor.scopes.includes(scope))) return;
  throw fieldError("missing_scope", "/role", `The role ${role} may do more than this credential.`);
}
