import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { invitations, memberships } from "#db/control/schema";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { InvitationRow } from "#features/invitations/queries";

const OPEN = "invitation.open";

/** Whether a batch rolled back because its invitation had been accepted or revoked, or had run out. */
export const wasNotOpen = (error: unknown): boolean => isGuardBroken(error, OPEN);

export const insertInvitation = (control: ControlDb, row: InvitationRow): Statement =>
  toStatement(control, control.insert(invitations).values(row));

/** Use an invitation up. Of two batches that do, the second rolls back: see `wasNotOpen`. */
export const redeem = (control: ControlDb, id: Id<"invitation">, nowMs: number): Statement[] => [
  guard(
    control,
    OPEN,
    "EXISTS (SELECT 1 FROM invitations WHERE id = ?1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ?2)",
    id,
    nowMs,
  ),
  statement(control, "UPDATE invitations SET accepted_at = ?2 WHERE id = ?1", id, nowMs),
];

/** Revoke an invitation that is still open, or has run out. An accepted one rolls the batch back: see `wasNotOpen`. */
export const revoke = (control: ControlDb, id: Id<"invitation">, nowMs: number): Statement[] => [
  guard(
    control,
    OPEN,
    "EXISTS (SELECT 1 FROM invitations WHERE id = ?1 AND accepted_at IS NULL AND revoked_at IS NULL)",
    id,
  ),
  statement(control, "UPDATE invitations SET revoked_at = ?2 WHERE id = ?1", id, nowMs),
];

export const insertMembership = (
  control: ControlDb,
  row: typeof memberships.$inferSelect,
): Statement => toStatement(control, control.insert(memberships).values(row));

/** Somebody has shown to read an address, which they still have. */
export const setVerified = (control: ControlDb, userId: Id<"user">, email: string): Statement =>
  statement(
    control,
    "UPDATE users SET email_verified = 1 WHERE id = ?1 AND email = ?2",
    userId,
    email,
  );
