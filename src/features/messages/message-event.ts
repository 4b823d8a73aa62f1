import type { Id } from "#core/ids";
import type { NewEvent } from "#db/tenant/append-events";

/** What every event about a message tells: ids and where it stands, never what it says. */
interface EventSubject {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly clientRef: string | null;
}

/**
 * An event of the family `message.*`.
 *
 * @param more Further members in wire form, e.g. `wamid` or `error`.
 */
export const messageEvent = (
  status: string,
  subject: EventSubject,
  more: Readonly<Record<string, unknown>> = {},
): NewEvent => ({
  type: `message.${status}`,
  data: {
    message_id: subject.id,
    status,
    number_id: subject.numberId,
    contact_id: subject.contactId,
    conversation_id: subject.conversationId,
    campaign_id: subject.campaignId,
    client_ref: subject.clientRef,
    ...more,
  },
});
