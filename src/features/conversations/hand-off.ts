import { UNTIL_RELEASED_MS } from "#core/conversation/standing";
import { callerOf } from "#features/conversations/changed-by";
import { newNote } from "#features/conversations/new-note";
import { planConversationChange } from "#features/conversations/plan-change";
import { requireConversation } from "#features/conversations/require-conversation";
import type { ConversationView, HandoffBody } from "#features/conversations/schemas";
import { conversationView } from "#features/conversations/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/** Have automations keep still, so that a person answers. A reason is left as a note. @throws AppError `not_found`. */
export async function handOff(
  ctx: TenantContext,
  id: string,
  { timeout_seconds: seconds, reason }: HandoffBody,
): Promise<ConversationView> {
  requireScope(ctx, "inbox:write");

  const was = await requireConversation(ctx, id);
  const botMutedUntil = seconds === undefined ? UNTIL_RELEASED_MS : ctx.nowMs() + seconds * 1000;
  const change = planConversationChange(ctx, was, { botMutedUntil }, callerOf(ctx));
  const note = reason === undefined ? null : newNote(ctx, was, { text: reason, mentions: [] });
  const view = await conversationView(ctx, change.row);
  await commit(ctx, {
    statements: [...change.statements, ...(note?.statements ?? [])],
    events: [...change.events, ...(note?.events ?? [])],
    audit: { action: "conversation.handoff", target: was.id },
    answer: { status: 200, body: view },
  });
  return view;
}
