import { seen } from "#core/contact/mask";
import { AppError, fieldError } from "#core/errors";
import { renderReply } from "#core/quick-reply/render";
import { sightOf } from "#features/contacts/index";
import { requireConversation } from "#features/conversations/index";
import { readParties } from "#features/quick-replies/queries";
import { findName } from "#features/quick-replies/queries-agent";
import { requireQuickReply } from "#features/quick-replies/require-quick-reply";
import type { RenderBody, RenderedReply } from "#features/quick-replies/schemas";
import { requireScope, type TenantContext } from "#platform/context";

/** The text as the caller would send it in a conversation. @throws AppError `not_found`, of `/conversation_id` too. */
export async function renderQuickReply(
  ctx: TenantContext,
  id: string,
  { conversation_id: conversationId }: RenderBody,
): Promise<RenderedReply> {
  requireScope(ctx, "inbox:read");

  const reply = await requireQuickReply(ctx, id);
  const conversation = await requireConversation(ctx, conversationId).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error;
    throw fieldError("not_found", "/conversation_id", "No such conversation.");
  });
  const { contact, number } = await readParties(ctx.db, conversation);
  const name = ctx.actor.kind === "user" ? await findName(ctx.control, ctx.actor.id) : null;
  const sight = await sightOf(ctx);
  const text = renderReply(reply.text, {
    contact: contact
      ? seen(contact, sight)
      : { name: null, phone: null, language: null, fields: {} },
    agent: { name },
    number: { name: number?.name ?? "" },
  });
  return { text, media_id: reply.mediaId };
}
