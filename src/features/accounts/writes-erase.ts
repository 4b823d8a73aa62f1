import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { statement, type Statement } from "#db/statement";

/** Of the given people those who work nowhere any more. */
const LEFT = `SELECT value FROM json_each(?1)
  WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE user_id = value)`;

/**
 * Erase accounts, with what stands in the control plane under their name: sessions, choices, and invitations to their address.
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
    `DELETE FROM alert_subscriptions WHERE user_id IN (${LEFT})`,
    `DELETE FROM invitations WHERE email IN (SELECT email FROM users WHERE id IN (${LEFT}))`,
    `DELETE FROM users WHERE id IN (${LEFT})`,
  ].map((sql) => statement(control, sql, JSON.stringify(userIds)));
