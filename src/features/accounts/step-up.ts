import { AppError } from "#core/errors";
import type { Statement } from "#db/statement";
import { findOwnSession } from "#features/accounts/queries-sessions";
import { reAuthenticate } from "#features/accounts/re-authenticate";
import type { PersonContext } from "#platform/person";

/** For so long after signing in nobody is asked who they are, ms. */
const FRESH_MS = 10 * 60_000;

/**
 * Make sure that it is the account's owner who acts, and not who found a session open: by the password, or because they signed in
 * within the last ten minutes.
 *
 * @returns What goes into the batch of the act that follows.
 * @throws AppError `reauth_required` without a password in an older session and for a wrong one; `rate_limited`.
 */
export async function stepUp(
  ctx: PersonContext,
  password: string | undefined,
): Promise<readonly Statement[]> {
  if (password !== undefined) return [(await reAuthenticate(ctx, password, "/password")).giveBack];
  const session = await findOwnSession(ctx.control, ctx.actor.id, ctx.actor.sessionId);
  const provenAt = session?.provenAt ?? session?.createdAt ?? 0;
  if (provenAt > ctx.nowMs() - FRESH_MS) return [];
  throw new AppError("reauth_required", "Give your password as well: you signed in a while ago.", {
    errors: [{ pointer: "/password", code: "reauth_required", message: "is required." }],
  });
}
