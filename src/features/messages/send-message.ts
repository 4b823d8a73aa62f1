import { queueMessage } from "#features/messages/queue-message";
import type { MessageView } from "#features/messages/schemas";
import type { SendMessageBody } from "#features/messages/send-schemas";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Take a message over for sending, now or at an instant: everything is decided on one read and written in one batch; the sender does the rest. An
 * unknown phone number or user id becomes a contact.
 *
 * @throws AppError every refusal of `planMessage` and `planScheduled`; `duplicate_client_ref`.
 */
export async function sendMessage(ctx: TenantContext, body: SendMessageBody): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  return queueMessage(ctx, body, (view) => view);
}
