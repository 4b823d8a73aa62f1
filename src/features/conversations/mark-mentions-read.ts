import { fieldError } from "#core/errors";
import { isId } from "#core/ids";
import { isMention } from "#features/conversations/queries-mentions";
import type { MarkMentionsBody } from "#features/conversations/schemas-notes";
import { markMentions } from "#features/conversations/writes-notes";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** The caller has seen the notes that name them, up to one. @throws AppError `not_found` of `/up_to`. */
export async function markMentionsRead(
  ctx: TenantContext,
  { up_to: upTo }: MarkMentionsBody,
): Promise<void> {
  requireScope(ctx, "inbox:read");

  const { id: me } = ctx.actor;
  if (!isId("user", me) || !isId("note", upTo) || !(await isMention(ctx.db, me, upTo)))
    throw fieldError("not_found", "/up_to", "No note of this id names you.");
  await commit(ctx, {
    statements: [markMentions(ctx.db, me, upTo)],
    audit: { action: "mentions.read", target: me, changes: { up_to: upTo } },
    answer: { status: 204, body: null },
  });
}
