import { notFound } from "#core/errors";
import { isId } from "#core/ids";
import { revokeSession } from "#features/accounts/queries";
import { findOwnSession } from "#features/accounts/queries-sessions";
import { commitControl } from "#platform/commit-control";
import { forgetCredentials } from "#platform/http/authenticate";
import type { PersonContext } from "#platform/person";

/**
 * End one of the caller's sessions, the present one included: its refresh token works no more at once, its access tokens here at
 * once and elsewhere within 30 s.
 *
 * @throws AppError `not_found` for one that is over, or somebody else's.
 */
export async function endSession(ctx: PersonContext, id: string): Promise<void> {
  const row = isId("session", id) ? await findOwnSession(ctx.control, ctx.actor.id, id) : undefined;
  if (row === undefined) throw notFound();
  await commitControl(ctx, {
    statements: [revokeSession(ctx.control, row.id, ctx.nowMs())],
    audit: { action: "session.end", target: row.id },
    answer: { status: 204, body: null },
  });
  forgetCredentials();
}
