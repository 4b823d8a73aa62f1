import { AppError } from "#core/errors";
import { sendRefusal } from "#core/number/can-send";
import { postReceipt, readHeard } from "#features/conversations/receipt";
import { requireConversation } from "#features/conversations/require-conversation";
import { keepConversation } from "#features/conversations/writes";
import { refusedCall } from "#features/numbers/index";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Show the person that an answer is being written. With it Meta marks what they wrote as read, and so do we.
 *
 * @throws AppError `not_found`; `invalid_state` when the person wrote nothing lately; `number_paused`, `number_needs_reauth`,
 *   `meta_error`.
 */
export async function showTyping(ctx: TenantContext, id: string): Promise<void> {
  requireScope(ctx, "messages:send");

  const row = await requireConversation(ctx, id);
  const heard = await readHeard(ctx, row);
  if (heard === null)
    throw new AppError("invalid_state", "The person has written nothing in the last 30 days.");
  const refusal = sendRefusal(heard.number.status);
  if (refusal !== null) throw new AppError(refusal, "The number sends nothing at the moment.");
  const asOfMs = ctx.nowMs();
  const reply = await postReceipt(ctx, heard, { typing: true });
  if (reply.type !== "ok")
    throw await refusedCall(ctx, reply, {
      number: heard.number,
      asOfMs,
      refusedAs: "meta_error",
    });
  const isNews = row.unread > 0;
  await commit(ctx, {
    statements: isNews ? [keepConversation(ctx.db, { ...row, unread: 0 }, ["unread"])] : [],
    ...(isNews ? { audit: { action: "conversation.read", target: row.id } } : {}),
    answer: { status: 204, body: null },
  });
}
