/** Events as Meta's own webhooks tell them, for receivers that were written for Meta. Source: Meta, "Webhooks", "messages". */
import type { PostedContact, PostedEvent, PostedMessage } from "#core/webhook/posted";

const STATUSES = ["sent", "delivered", "read", "played", "failed"];

/** The text of a webhook of Meta's that says what the event says; null when Meta tells nothing of the kind. */
export function metaBody(event: PostedEvent, message: PostedMessage): string | null {
  const { number, wamid } = message;
  if (number === null || wamid === null) return null;
  const told = valueOf(event, { ...message, wamid });
  if (told === null) return null;
  const metadata = {
    display_phone_number: number.displayPhoneNumber.replaceAll(/\D/g, ""),
    phone_number_id: number.phoneNumberId,
  };
  const value = { messaging_product: "whatsapp", metadata, ...told };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: number.wabaId, changes: [{ field: "messages", value }] }],
  });
}

type KnownMessage = PostedMessage & { readonly wamid: string };

function valueOf(event: PostedEvent, message: KnownMessage): object | null {
  if (event.type === "message.received") return receivedValue(event, message);
  const status = event.type.slice("message.".length);
  return event.type.startsWith("message.") && STATUSES.includes(status)
    ? { statuses: [statusValue(status, event, message)] }
    : null;
}

const receivedValue = (event: PostedEvent, message: KnownMessage): object => ({
  ...(message.contact === null ? {} : { contacts: [contactValue(message.contact)] }),
  messages: [
    {
      ...present({ from: message.contact?.waId, from_user_id: message.contact?.bsuid }),
      id: message.wamid,
      timestamp: secondsOf(message.receivedAt ?? atOf(event)),
      type: message.type,
      ...present({
        [message.type]: message.content,
        context: message.contextWamid === null ? null : { id: message.contextWamid },
      }),
    },
  ],
});

const contactValue = ({ name, username, waId, bsuid }: PostedContact): object => ({
  profile: present({ name, username }),
  ...present({ wa_id: waId, user_id: bsuid }),
});

const statusValue = (status: string, event: PostedEvent, message: KnownMessage): object => ({
  id: message.wamid,
  status,
  timestamp: secondsOf(atOf(event)),
  ...present({
    recipient_id: message.contact?.waId,
    recipient_user_id: message.contact?.bsuid,
  }),
  ...(status === "failed" ? { errors: errorsOf(event) } : {}),
});

/** Meta's code, where Meta gave one. */
function errorsOf({ data }: PostedEvent): readonly object[] {
  // Safe: the catalogue gives every `message.failed` its error.
  const { meta_code: code, title } = data["error"] as { meta_code: number | null; title: string };
  return code === null ? [] : [{ code, title, message: title }];
}

/** When it happened, by the event's own word, Unix ms. */
const atOf = ({ data, atMs }: PostedEvent): number =>
  typeof data["at"] === "string" ? Date.parse(data["at"]) : atMs;

const secondsOf = (atMs: number): string => String(Math.floor(atMs / 1_000));

/** The members that there are. */
const present = (members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== null && value !== undefined),
  );
