import { AppError } from "#core/errors";
import { statement } from "#db/statement";
import type { ScopedWorkspaceContext } from "#platform/context";

/**
 * Refuse an act that reaches people outside until somebody has proven to read their address: the person who acts; for an API key,
 * which answers no letters, an owner of its workspace.
 *
 * @throws AppError `email_unverified`.
 */
export async function requireVerified(ctx: ScopedWorkspaceContext): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "job") return;
  const row =
    actor.kind === "user"
      ? await statement(
          ctx.control,
          "SELECT email_verified AS verified FROM users WHERE id = ?1",
          actor.id,
        ).first<{ verified: number | null }>()
      : await statement(
          ctx.control,
          `SELECT max(u.email_verified) AS verified FROM memberships m JOIN users u ON u.id = m.user_id
           WHERE m.tenant_id = ?1 AND m.role = 'owner'`,
          ctx.tenant.id,
        ).first<{ verified: number | null }>();
  // A workspace that nobody owns has nobody who could prove anything.
  if (row?.verified !== 0) return;
  throw new AppError(
    "email_unverified",
    actor.kind === "user"
      ? "Confirm your e-mail address first: open the link that was mailed to you, or ask for another one."
      : "An owner of this workspace must confirm their e-mail address first.",
  );
}
