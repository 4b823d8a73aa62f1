/** What is posted to a receiver. The text is made once and kept: what is sent again is the same, byte for byte. */
import type { Id } from "#core/ids";
import { metaBody } from "#core/webhook/meta-shape";
import type { PostedContact, PostedEvent, PostedMessage } from "#core/webhook/posted";
import type { WebhookPayload } from "#core/webhook/states";

/** A longer body is sent `thin`, bytes of UTF-8: 64 KiB. */
export const BODY_BYTES_MAX = 65_536;

/** A body, and whose data stands in it beside ids: erasing that person changes the body. */
export interface Body {
  readonly text: string;
  readonly contactId: Id<"contact"> | null;
}

/**
 * The body of an event for a receiver.
 *
 * @param message The message that the event is about; null when it is about none, or the message is gone.
 */
export function bodyOf(
  payload: WebhookPayload,
  event: PostedEvent,
  message: PostedMessage | null,
): Body {
  const thin = { text: thinText(event), contactId: null };
  if (message === null || payload === "thin") return thin;
  const text = payload === "meta" ? metaBody(event, message) : fullText(event, message);
  if (text === null || new TextEncoder().encode(text).length > BODY_BYTES_MAX) return thin;
  return { text, contactId: message.contact?.id ?? null };
}

const head = ({ id, seq, type, atMs, workspaceId }: PostedEvent) => ({
  type,
  timestamp: new Date(atMs).toISOString(),
  id,
  seq,
  workspace_id: workspaceId,
});

const thinText = (event: PostedEvent): string =>
  JSON.stringify({ ...head(event), data: event.data });

const fullText = (event: PostedEvent, message: PostedMessage): string =>
  JSON.stringify({
    ...head(event),
    data: { ...event.data, object: messageObject(event, message) },
  });

/** The message as it is at this event: `status` is the event's. */
const messageObject = ({ data }: PostedEvent, message: PostedMessage) => ({
  id: message.id,
  direction: message.direction,
  type: message.type,
  content: message.content ?? null,
  context: message.contextWamid === null ? null : { wamid: message.contextWamid },
  status: data["status"] ?? null,
  wamid: message.wamid,
  client_ref: data["client_ref"] ?? null,
  metadata: message.metadata ?? {},
  created_at: new Date(message.createdAt).toISOString(),
  contact: message.contact === null ? null : contactObject(message.contact),
});

const contactObject = ({ id, phone, waId, bsuid, username, name }: PostedContact) => ({
  id,
  phone,
  wa_id: waId,
  bsuid,
  username,
  name,
});

/** What tries a receiver out. It is no event of the ledger, so it has no sequence. */
export const testBody = (test: {
  readonly id: Id<"event">;
  readonly atMs: number;
  readonly workspaceId: Id<"tenant">;
  readonly webhookId: Id<"webhook">;
}): string =>
  JSON.stringify({
    type: "webhook.test",
    timestamp: new Date(test.atMs).toISOString(),
    id: test.id,
    workspace_id: test.workspaceId,
    data: { webhook_id: test.webhookId },
  });
