import type { InvitationRow } from "#features/invitations/queries";
import type { Invitation } from "#features/invitations/schemas";

/** The wire shape of an invitation as it stands at an instant. */
export const invitationView = (row: InvitationRow, nowMs: number): Invitation => ({
  id: row.id,
  email: row.email,
  role: row.role,
  numbers: row.numbers === null ? null : [...row.numbers],
  status: row.acceptedAt !== null ? "accepted" : row.expiresAt <= nowMs ? "expired" : "pending",
  created_at: new Date(row.createdAt).toISOString(),
  expires_at: new Date(row.expiresAt).toISOString(),
});
