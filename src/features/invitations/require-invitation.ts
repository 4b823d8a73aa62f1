import { fieldError } from "#core/errors";
import { findByToken, type InvitationRow, type InvitedTo } from "#features/invitations/queries";
import type { ControlContext } from "#platform/commit-control";
import { sha256Hex } from "#platform/hash";

/** An invitation that is open, and the workspace that it is to; null: to one of the person's own. */
export interface OpenInvitation {
  readonly id: InvitationRow["id"];
  readonly role: InvitationRow["role"];
  readonly numbers: InvitationRow["numbers"];
  readonly tenant: InvitedTo | null;
  /**
   * Whether who holds the token reads the invited address: it was mailed there. The token that whoever invited was shown proves
   * nothing; the operator's stands for the operator's word.
   */
  readonly provesAddress: boolean;
}

/**
 * The open invitation of a token, for the one e-mail that it was made for. A token that nobody made, one that was used or
 * revoked, and one for another e-mail are answered alike.
 *
 * @param pointer Where the token stands in the body.
 * @throws AppError `invalid_invitation` or `invitation_expired`.
 */
export async function requireInvitation(
  ctx: ControlContext,
  given: { readonly token: string; readonly email: string; readonly pointer: `/${string}` },
): Promise<OpenInvitation> {
  const tokenHash = await sha256Hex(given.token);
  const found = await findByToken(ctx.control, tokenHash);
  if (found === undefined || found.invitation.email !== given.email)
    throw invalidInvitation(given.pointer);
  const { invitation, tenant } = found;
  if (invitation.acceptedAt !== null || invitation.revokedAt !== null)
    throw invalidInvitation(given.pointer);
  if (invitation.expiresAt <= ctx.nowMs())
    throw fieldError("invitation_expired", given.pointer, "Ask for a new invitation.");
  const provesAddress = tenant === null || invitation.mailedHash === tokenHash;
  const { id, role, numbers } = invitation;
  return { id, role, numbers, tenant, provesAddress };
}

/** The refusal of a token that opens nothing. */
export const invalidInvitation = (pointer: `/${string}`) =>
  fieldError(
    "invalid_invitation",
    pointer,
    "It is no open invitation for this e-mail address. It may have been used or withdrawn.",
  );
