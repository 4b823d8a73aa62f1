import { afterPersonsAct } from "#core/consent/person-act";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id, NewId } from "#core/ids";
import type { PersonsCall } from "#core/whatsapp/envelope-call";
import type { Preference } from "#core/whatsapp/envelope-change";
import type { InboundMessage } from "#core/whatsapp/envelope-message";
import type { MovedPerson } from "#core/whatsapp/envelope-move";
import type { DrainPeople, Same } from "#features/inbound/drain-people";
import type { DrainPlan, ItemRecord } from "#features/inbound/drain-plan";
import type { Known, KnownContact, KnownMessage } from "#features/inbound/known";
import { readAct, type ReadAct } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import { pendingMedium } from "#features/media/index";
import { messageReceived, type InboundRow } from "#features/messages/index";

/** A message of a person as it stands, whether it is stored or about to be. */
export type MessageStand = Pick<
  KnownMessage,
  "id" | "direction" | "numberId" | "contactId" | "conversationId" | "editedAt" | "revokedAt"
> & {
  /** Only an edit of it came, not the message itself. */
  readonly lacksOriginal: boolean;
};

/** What the planning of one drain shares. */
export interface Planning {
  readonly plan: DrainPlan;
  readonly known: Known;
  readonly people: DrainPeople;
  readonly newId: NewId;
  /** Messages that this drain stores or changes, by wamid. */
  readonly planned: Map<string, MessageStand>;
}

/** How the message of a wamid stands by now; undefined when it is not here. */
export function standOf({ planned, known }: Planning, wamid: string): MessageStand | undefined {
  const stored = known.byWamid.get(wamid);
  return (
    planned.get(wamid) ??
    (stored === undefined ? undefined : { ...stored, lacksOriginal: stored.lacksOriginal === 1 })
  );
}

/** Plan one inbound message: stored once, whoever delivers it how often. */
export function planMessage(on: Planning, change: ReadChange, item: InboundMessage): void {
  const { plan } = on;
  const numberId = plan.numberOf(change);
  const stand = standOf(on, item.wamid);
  if (numberId === null || (stand !== undefined && !stand.lacksOriginal)) {
    if (stand === undefined) {
      plan.keep(change);
      plan.tellOnce(change);
    }
    plan.record(change, recordOf(item, stand?.id ?? null));
    return;
  }
  const same = on.people.find({ ...item, person: item.from });
  const [contact] = same;
  const message =
    stand === undefined
      ? storeMessage(on, change, { ...item, numberId, contact, isNews: true })
      : keepOriginal(on, item, stand);
  plan.tell(change);
  plan.record(change, recordOf(item, message.id));
  if (item.moved !== null) on.people.move(contact, item.moved, item.atMs);
  const act = readAct(item);
  if (act !== null) planConsents(on, same, { ...act, messageId: message.id });
}

/** The edit of the message was quicker: it holds, and this is what the person first wrote. */
function keepOriginal(
  { plan, planned }: Planning,
  { wamid, content }: InboundMessage,
  stand: MessageStand,
): MessageStand {
  plan.originals.set(stand.id, content);
  planned.set(wamid, { ...stand, lacksOriginal: false });
  return stand;
}

/** A message that is new here. */
export interface NewMessage extends Pick<
  InboundRow,
  "wamid" | "type" | "content" | "contextWamid" | "cameWith" | "atMs"
> {
  readonly numberId: Id<"number">;
  readonly contact: KnownContact;
  /** Whether somebody is to read it. */
  readonly isNews: boolean;
}

/** Store a message in its thread. */
export function storeMessage(on: Planning, change: ReadChange, of: NewMessage): MessageStand {
  const { plan } = on;
  const { numberId, contact, isNews, wamid, type, content, contextWamid, cameWith, atMs } = of;
  const message: InboundRow = {
    id: on.newId("message"),
    numberId,
    contactId: contact.id,
    conversationId: conversationIdOf(contact.id, numberId),
    type,
    content,
    contextWamid,
    cameWith,
    wamid,
    atMs,
    receivedAtMs: change.receivedAtMs,
  };
  const stand: MessageStand = {
    ...message,
    direction: "inbound",
    editedAt: null,
    revokedAt: null,
    lacksOriginal: false,
  };
  on.planned.set(wamid, stand);
  plan.messages.push(message);
  const medium = pendingMedium(message);
  if (medium !== null) plan.media.push(medium);
  planThread(plan, message, isNews);
  return stand;
}

/** A system message is Meta's word about the person, not the person's: it opens no window and asks for no answer. */
function planThread(plan: DrainPlan, message: InboundRow, isNews: boolean): void {
  const isPersons = isNews && message.type !== "system";
  plan.touch({
    id: message.conversationId,
    contactId: message.contactId,
    numberId: message.numberId,
    messageId: message.id,
    atMs: message.atMs,
    inbound: isPersons,
    unreadBy: isPersons ? 1 : 0,
  });
  if (!isNews) return;
  plan.events.push(
    messageReceived(
      { ...message, campaignId: null, clientRef: null },
      { type: message.type, atMs: message.atMs },
    ),
  );
}

const recordOf = (item: InboundMessage, id: Id<"message"> | null): ItemRecord => ({
  kind: "message",
  wamid: item.wamid,
  message_id: id,
  ...(item.isReplaced ? { timestamp_replaced: true } : {}),
});

/** Plan a choice that the person made in WhatsApp itself. A resumption is no fresh consent: it is only kept. */
export function planPreference(on: Planning, change: ReadChange, item: Preference): void {
  const { plan, known } = on;
  plan.record(change, {
    kind: "preference",
    wamid: null,
    message_id: null,
    ...(item.isReplaced ? { timestamp_replaced: true } : {}),
  });
  if (item.value !== "stop") plan.keep(change);
  if (known.seen.has(change.key)) return;
  plan.tellOnce(change);
  const act = readAct(item);
  if (act !== null)
    planConsents(on, on.people.find({ ...item, contextWamid: null }), { ...act, messageId: null });
}

/** Plan a person's new ids, told by Meta outside of their thread. */
export function planMove(on: Planning, change: ReadChange, item: MovedPerson): void {
  const { plan, known } = on;
  plan.record(change, { kind: "move", wamid: null, message_id: null });
  if (known.seen.has(change.key)) return;
  plan.tellOnce(change);
  on.people.move(on.people.find({ ...item, contextWamid: null })[0], item.to, item.atMs);
}

/** Plan a person's call: it opens the window of their conversation, and all else about it is only kept. */
export function planCall(on: Planning, change: ReadChange, item: PersonsCall): void {
  const { plan, known } = on;
  plan.record(change, { kind: "call", wamid: null, message_id: null });
  plan.keep(change);
  if (known.seen.has(change.key)) return;
  plan.tellOnce(change);
  const numberId = plan.numberOf(change);
  if (numberId === null) return;
  const [contact] = on.people.find({ ...item, contextWamid: null });
  plan.touch({
    id: conversationIdOf(contact.id, numberId),
    contactId: contact.id,
    numberId,
    messageId: null,
    atMs: item.atMs,
    inbound: true,
    unreadBy: 0,
  });
}

type ConsentAct = ReadAct & { readonly messageId: Id<"message"> | null };

/** Enter the person's act into the ledger of each contact that they are. */
export function planConsents(on: Planning, same: Same, act: ConsentAct): void {
  for (const contact of same) planConsent(on, contact, act);
}

/** In the write that stores what they said, unless it says nothing new. */
function planConsent(on: Planning, contact: KnownContact, act: ConsentAct): void {
  const after = afterPersonsAct(contact, { action: act.action, atMs: act.capturedAtMs });
  if (after === null) return;
  on.people.setStanding(contact, after.standing);
  on.plan.consents.push({
    ...act,
    contactId: contact.id,
    purpose: "marketing",
    byPerson: true,
    keepsHead: !after.movesHead,
  });
}
