import { afterPersonsAct } from "#core/consent/person-act";
import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Id, NewId } from "#core/ids";
import type { PersonsCall } from "#core/whatsapp/envelope-call";
import type { ChangeItem, Preference } from "#core/whatsapp/envelope-change";
import type { InboundMessage } from "#core/whatsapp/envelope-message";
import type { MovedPerson } from "#core/whatsapp/envelope-move";
import type { DrainPeople, Same } from "#features/inbound/drain-people";
import type { DrainPlan, ItemRecord } from "#features/inbound/drain-plan";
import {
  hintsFor,
  type Known,
  type KnownContact,
  type KnownMessage,
} from "#features/inbound/known";
import { readAct, readRefusal, type ReadAct } from "#features/inbound/read-act";
import type { ReadChange } from "#features/inbound/read-mail";
import { pendingMedium } from "#features/media/index";
import {
  messageEchoed,
  messageReaction,
  messageReceived,
  type InboundRow,
  type OriginalMessage,
} from "#features/messages/index";

/** A message that Meta told of as it stands, whether it is stored or about to be. */
export type MessageStand = Pick<
  KnownMessage,
  | "id"
  | "direction"
  | "type"
  | "sentFrom"
  | "writtenAt"
  | "numberId"
  | "contactId"
  | "conversationId"
  | "editedAt"
  | "revokedAt"
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
  if (numberId === null || (stand !== undefined && !lacksWord(stand, item))) {
    listOnly(on, change, recordOf(item, stand?.id ?? null));
    return;
  }
  const same = on.people.find({ ...item, person: item.from, isWord: item.type !== "system" });
  const [contact] = same;
  const message =
    stand === undefined
      ? storeMessage(on, change, { ...item, sentFrom: null, numberId, contact, isNews: true })
      : keepOriginal(on, item, stand);
  plan.tell(change);
  plan.record(change, recordOf(item, message.id));
  if (stand === undefined && item.reactsTo !== null) tellReaction(on, item, message);
  followUp(on, change, { same, item, messageId: message.id });
}

/** What a message does to who wrote it: their ids may move, and their consent change. */
function followUp(
  on: Planning,
  change: ReadChange,
  said: { readonly same: Same; readonly item: InboundMessage; readonly messageId: Id<"message"> },
): void {
  const { same, item } = said;
  if (item.moved !== null) on.people.move(same[0], item.moved, item.atMs);
  planSaid(on, change, said);
}

/** What a person's words do to their consent: an act of theirs is entered, what may be a refusal is held for a decision. */
export function planSaid(
  on: Planning,
  change: ReadChange,
  {
    same,
    item,
    messageId,
  }: { readonly same: Same; readonly item: ChangeItem; readonly messageId: Id<"message"> },
): void {
  const act = readAct(item, hintsFor(on.known, change, item));
  if (act !== null) planConsents(on, same, { ...act, messageId });
  else if (readRefusal(item)) for (const contact of same) planHold(on, contact, messageId, item);
}

function planHold(
  { plan }: Planning,
  contact: KnownContact,
  messageId: Id<"message">,
  item: ChangeItem,
): void {
  const isSettled = contact.marketing === "withdrawn" || contact.marketingHeld === 1;
  if (isSettled || plan.holds.has(contact.id) || !("atMs" in item)) return;
  plan.holds.set(contact.id, { contactId: contact.id, messageId, atMs: item.atMs });
}

/** A message that is here already is listed again; one on a number that is not here is kept raw. */
export function listOnly({ plan }: Planning, change: ReadChange, record: ItemRecord): void {
  if (record.message_id === null) {
    plan.keep(change);
    plan.tellOnce(change);
  }
  plan.record(change, record);
}

/**
 * Whether only what changed a message is here, an edit or a revocation, which was quicker than the message itself. One that was
 * edited and then taken back is told by its time, which is that of the change.
 */
export function lacksWord(
  { lacksOriginal, revokedAt, type, writtenAt }: MessageStand,
  { atMs }: Pick<InboundMessage, "atMs">,
): boolean {
  if (revokedAt === null) return lacksOriginal;
  return type === "revoke" || (writtenAt !== null && writtenAt > atMs);
}

/** The change holds, and this is what was first written, when, and in what surroundings. */
export function keepOriginal(
  { plan, planned }: Planning,
  {
    wamid,
    type,
    content,
    contextWamid,
    cameWith,
    atMs,
  }: Omit<OriginalMessage, "id"> & { readonly wamid: string },
  stand: MessageStand,
): MessageStand {
  plan.originals.set(stand.id, { type, content, contextWamid, cameWith, atMs });
  planned.set(wamid, { ...stand, type, writtenAt: atMs, lacksOriginal: false });
  return stand;
}

/** A reaction stands in the thread like any message; what it is about shows it. */
function tellReaction(
  on: Planning,
  { reactsTo, atMs }: Pick<InboundMessage, "reactsTo" | "atMs">,
  message: MessageStand,
): void {
  on.plan.events.push(
    messageReaction(
      { ...message, campaignId: null, clientRef: null },
      {
        reactedTo: standOf(on, reactsTo?.wamid ?? "")?.id ?? null,
        isTakenBack: reactsTo?.isTakenBack ?? false,
        atMs,
      },
    ),
  );
}

/** A message that is new here. */
export interface NewMessage extends Pick<
  InboundRow,
  "wamid" | "type" | "content" | "contextWamid" | "cameWith" | "atMs" | "sentFrom"
> {
  readonly numberId: Id<"number">;
  readonly contact: KnownContact;
  /** Whether somebody is to read it. */
  readonly isNews: boolean;
}

/** Store a message in its thread. */
export function storeMessage(on: Planning, change: ReadChange, of: NewMessage): MessageStand {
  const { plan } = on;
  const { numberId, contact, isNews, wamid, sentFrom } = of;
  const message: InboundRow = {
    id: on.newId("message"),
    numberId,
    contactId: contact.id,
    conversationId: conversationIdOf(contact.id, numberId),
    type: of.type,
    content: of.content,
    contextWamid: of.contextWamid,
    cameWith: of.cameWith,
    wamid,
    atMs: of.atMs,
    receivedAtMs: change.receivedAtMs,
    sentFrom,
  };
  const stand: MessageStand = {
    ...message,
    direction: sentFrom === null ? "inbound" : "outbound",
    writtenAt: of.atMs,
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

/**
 * A system message is Meta's word about the person, not the person's: it opens no window and asks for no answer. Nor does what
 * the business wrote itself.
 */
function planThread(plan: DrainPlan, message: InboundRow, isNews: boolean): void {
  const isPersons = isNews && message.type !== "system" && message.sentFrom === null;
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
  const tell = message.sentFrom === null ? messageReceived : messageEchoed;
  plan.events.push(
    tell(
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
  const { asked } = act;
  if (asked !== undefined && same.every(({ id }) => id !== asked.contactId)) return;
  const whose = act.action === "withdraw" ? on.people.andFormer(same) : same;
  for (const contact of whose) planConsent(on, contact, act);
}

/** In the write that stores what they said, unless it says nothing new. */
function planConsent(on: Planning, contact: KnownContact, act: ConsentAct): void {
  const { agrees = false, asked, ...entry } = act;
  const after = afterPersonsAct(contact, {
    action: act.action,
    atMs: act.capturedAtMs,
    agrees,
    askedAtMs: asked?.atMs,
    isHeld: contact.marketingHeld === 1,
  });
  if (after === null) return;
  on.people.setStanding(contact, after.standing);
  if (after.movesHead) on.plan.holds.delete(contact.id);
  on.plan.consents.push({
    ...entry,
    contactId: contact.id,
    purpose: "marketing",
    byPerson: true,
    keepsHead: !after.movesHead,
  });
}
