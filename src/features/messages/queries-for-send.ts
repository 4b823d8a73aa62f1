import { and, eq, inArray, notInArray, sql } from "drizzle-orm";

import type { ContactSelector } from "#core/contact/selector";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { isId } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { contactIs } from "#db/tenant/find-contact";
import { contacts, conversations, media, messages, numbers, templates } from "#db/tenant/schema";
import { ownMediaOf } from "#features/messages/medium-of";
import type { ConversationRow } from "#features/messages/queries";
import type { SendMessageBody } from "#features/messages/send-schemas";

/** Everything that a send is decided on. */
export type SendFacts = Awaited<ReturnType<typeof readForSend>>;

/**
 * Read all that a send depends on in one round trip. A conversation's id begins with the contact's ten characters of time, so
 * it is found by a short range of its key although the contact is not known yet.
 */
export async function readForSend(db: TenantDb, body: SendMessageBody, selector: ContactSelector) {
  const person = contactIs(db, selector);
  const contactId = sql`(SELECT ${contacts.id} FROM ${contacts} WHERE ${person})`;
  const start = sql`'cnv_' || substr(${contactId}, 5, 10)`;
  const [senders, people, threads, fitting, named, files] = await db.batch([
    db
      .select()
      .from(numbers)
      .where(notInArray(numbers.status, ["pending", "disconnected"])),
    db.select().from(contacts).where(person),
    db
      .select()
      .from(conversations)
      .where(
        and(
          sql`${conversations.id} >= ${start} AND ${conversations.id} < ${start} || '~'`,
          sql`${conversations.contactId} = ${contactId}`,
        ),
      ),
    db.select().from(templates).where(templateIs(db, body)),
    db
      .select({
        id: messages.id,
        wamid: messages.wamid,
        type: messages.type,
        numberId: messages.numberId,
        /** Whoever the contact has been merged into, else the contact. */
        personId: sql<string>`coalesce((SELECT ${contacts.mergedInto} FROM ${contacts} WHERE ${contacts.id} = ${messages.contactId}), ${messages.contactId})`,
        createdAt: messages.createdAt,
        receivedAt: messages.receivedAt,
        revokedAt: messages.revokedAt,
      })
      .from(messages)
      .where(namedIs(body)),
    db.select().from(media).where(isNamed(body)),
  ]);
  const contact = people[0];
  return {
    numbers: senders,
    contact,
    templates: fitting,
    /** The message that is answered or reacted to, when it is here. */
    named: named[0] ?? null,
    /** The media of ours that it names, deleted ones too. */
    media: files,
    /** The conversation of the contact on a number. */
    conversationOn: (numberId: (typeof senders)[number]["id"]): ConversationRow | undefined =>
      contact && threads.find(({ id }) => id === conversationIdOf(contact.id, numberId)),
  };
}

const NOTHING = sql`0`;

function isNamed(body: SendMessageBody) {
  const ids = ownMediaOf(body);
  return ids.length === 0 ? NOTHING : inArray(media.id, [...ids].slice(0, MEDIA_MAX));
}

/** A carousel has ten cards; a message that names more is refused for what it does not find. */
const MEDIA_MAX = 20;

function templateIs(db: TenantDb, body: SendMessageBody) {
  if (body.type !== "template") return NOTHING;
  return and(
    inArray(templates.wabaId, db.select({ wabaId: numbers.wabaId }).from(numbers)),
    eq(templates.name, body.content.name),
    eq(templates.language, body.content.language.code),
  );
}

/** The message that is quoted, or the one that is reacted to. */
function namedIs(body: SendMessageBody) {
  const id = body.type === "reaction" ? body.content.message_id : body.context?.message_id;
  if (id === undefined) return NOTHING;
  return isId("message", id) ? eq(messages.id, id) : eq(messages.wamid, id);
}
