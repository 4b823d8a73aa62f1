import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import { OWNED_ALONE } from "#features/accounts/queries-erase";

const OWNER_LEFT = "account.owner_left";

/** Whether a batch rolled back because an open workspace would be left without an owner. */
export const isLastOwner = (error: unknown): boolean => isGuardBroken(error, OWNER_LEFT);

/** Of two owners who leave at the same moment the second one stays. */
export const guardNotLastOwner = (control: ControlDb, userId: Id<"user">): Statement =>
  guard(control, OWNER_LEFT, `NOT EXISTS (SELECT 1 ${OWNED_ALONE})`, userId);

/** Take a person out of every workspace. */
export const leaveAll = (control: ControlDb, userId: Id<"user">): readonly Statement[] => [
  statement(control, "DELETE FROM memberships WHERE user_id = ?1", userId),
];

/** Of the given people those who work nowhere any more. */
const LEFT = `SELECT value FROM json_each(?1)
  WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE user_id = value)`;

/**
 * Erase accounts, with what stands in the control plane under their name: sessions, tokens, the second step, choices, and invitations to their
 * address.
 * Whoever still is a member of a workspace stays, so take them out of it in the same batch, in front of these. Audit rows keep
 * the id, which then names nobody. The e-mail is free at once.
 */
export const eraseAccounts = (
  control: ControlDb,
  userIds: readonly Id<"user">[],
): readonly Statement[] =>
  [
    `DELETE FROM refresh_tokens WHERE session_id IN (SELECT id FROM sessions WHERE user_id IN (${LEFT}))`,
    `DELETE FROM sessions WHERE user_id IN (${LEFT})`,
    `DELETE FROM account_tokens WHERE user_id IN (${LEFT})`,
    `DELETE FROM second_factors WHERE user_id IN (${LEFT})`,
    `DELETE FROM recovery_codes WHERE user_id IN (${LEFT})`,
    `DELETE FROM alert_subscriptions WHERE user_id IN (${LEFT})`,
    `DELETE FROM invitations WHERE email IN (SELECT email FROM users WHERE id IN (${LEFT}))`,
    `DELETE FROM users WHERE id IN (${LEFT})`,
  ].map((sql) => statement(control, sql, JSON.stringify(userIds)));
