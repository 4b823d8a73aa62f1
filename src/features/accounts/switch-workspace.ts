import type { SessionKind } from "#core/account/session-kind";
import { AppError, notFound } from "#core/errors";
import { isId } from "#core/ids";
import { findMember, revokeSession } from "#features/accounts/queries";
import { findOwnSession } from "#features/accounts/queries-sessions";
import type { SignedIn } from "#features/accounts/schemas";
import { signedIn, startSession } from "#features/accounts/session";
import { commitControl } from "#platform/commit-control";
import { forgetCredentials } from "#platform/http/authenticate";
import type { PersonContext } from "#platform/person";

/**
 * Go on in another workspace of the caller's, by a session of its own: it is of the same kind, ends when the present one would, and
 * counts as proven when that one was. A browser has one session, which the new one takes the place of; a program's goes on beside it.
 *
 * @throws AppError `not_found` for a workspace that the person is no member of.
 */
export async function switchWorkspace(
  ctx: PersonContext,
  { workspace_id: id }: { readonly workspace_id: string },
): Promise<{ readonly answer: SignedIn; readonly kind: SessionKind }> {
  const { control, actor } = ctx;
  const [member, before] = await Promise.all([
    isId("tenant", id) ? findMember(control, actor.id, id) : undefined,
    findOwnSession(control, actor.id, actor.sessionId),
  ]);
  if (before === undefined) throw new AppError("invalid_token", "The session has ended.");
  if (member === undefined) throw notFound();
  const { kind } = before;
  const session = await startSession(ctx, {
    userId: actor.id,
    tenantId: member.tenant.id,
    kind,
    expiresAt: before.expiresAt,
    provenAt: before.provenAt ?? before.createdAt,
  });
  const isReplaced = kind === "cookie";
  await commitControl(ctx, {
    statements: [
      ...session.statements,
      ...(isReplaced ? [revokeSession(control, before.id, ctx.nowMs())] : []),
    ],
    audit: {
      action: "session.switch",
      target: session.id,
      tenantId: member.tenant.id,
      changes: { from: before.id },
    },
  });
  if (isReplaced) forgetCredentials();
  const { id: sessionId, refreshToken } = session;
  return { answer: await signedIn(ctx, { ...member, sessionId, refreshToken }), kind };
}
