import type { Id } from "#core/ids";
import { withoutRendering } from "#core/whatsapp/rendered-template";

/** How a person can be reached. At least one is known. */
export interface Address {
  /** E.164 with its plus. */
  readonly phone: string | null;
  /** Meta's id of the account that worked last, digits. */
  readonly waId: string | null;
  readonly bsuid: string | null;
}

/** What Meta's `POST /{phone_number_id}/messages` is asked for. */
export interface OutboundMessage {
  readonly id: Id<"message">;
  readonly to: Address;
  readonly type: string;
  /** Meta's object of that type, as it is stored. */
  readonly content: unknown;
  /** The message that is answered to. */
  readonly contextWamid: string | null;
}

/**
 * The body of a send. Our id travels along, so that a status tells which message it means even when Meta's answer to the send
 * was lost. A number goes with its plus, because Meta reads one without a country code as the sender's own country.
 */
export function outboundBody(message: OutboundMessage): object {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...recipientOf(message.to),
    type: message.type,
    [message.type]: withoutRendering(message.type, message.content),
    ...(message.contextWamid === null ? {} : { context: { message_id: message.contextWamid } }),
    biz_opaque_callback_data: message.id,
  };
}

/**
 * The body that marks a message as read, and with it what the person wrote before. `typing` shows that an answer is being
 * written, for 25 seconds or until it comes.
 */
export const receiptBody = (wamid: string, { typing }: { readonly typing: boolean }): object => ({
  messaging_product: "whatsapp",
  status: "read",
  message_id: wamid,
  ...(typing ? { typing_indicator: { type: "text" } } : {}),
});

function recipientOf({ waId, phone, bsuid }: Address): object {
  if (waId !== null) return { to: `+${waId}` };
  return phone === null ? { recipient: bsuid } : { to: phone };
}
