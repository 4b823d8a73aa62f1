import { revokeSession } from "#features/accounts/queries";
import { commitControl } from "#platform/commit-control";
import { forgetCredentials } from "#platform/http/authenticate";
import type { PersonContext } from "#platform/person";

/** End the caller's session: its refresh tokens at once, its access tokens here at once and elsewhere within 30 s. */
export async function logout(ctx: PersonContext): Promise<void> {
  const { sessionId } = ctx.actor;
  await commitControl(ctx, {
    statements: [revokeSession(ctx.control, sessionId, ctx.nowMs())],
    audit: { action: "session.logout", target: sessionId },
    answer: { status: 204, body: null },
  });
  forgetCredentials();
}
