import { conversationIdOf } from "#core/conversation/conversation-id";
import { isId, type Id } from "#core/ids";
import type { MessageStatus } from "#core/whatsapp/envelope-status";
import type { MessageFacts } from "#db/tenant/apply-facts";
import type { Known, KnownMessage } from "#features/inbound/known";
import type { Planning } from "#features/inbound/plan-message";
import type { ReadChange } from "#features/inbound/read-mail";
import { eventOfStatus, factsOfStatus, knownAtMs, refusalOfStatus } from "#features/messages/index";
import { log } from "#platform/log";

/** Plan one status: a fact about a message of ours, an orphan of ours, or somebody else's message. */
export function planStatus(on: Planning, change: ReadChange, item: MessageStatus): void {
  const { plan, known } = on;
  const found = messageOf(known, item);
  const message =
    found !== undefined && isOf(found, item, plan.numberOf(change)) ? found : undefined;
  plan.record(change, {
    kind: "status",
    wamid: item.wamid,
    message_id: message?.id ?? null,
    ...(item.isReplaced ? { timestamp_replaced: true } : {}),
  });
  if (message !== undefined) planFact(on, change, { item, message });
  else planUnknown(on, change, { item, isOrphan: found === undefined });
}

/** Meta's id finds the row first: our own id could be anybody's text. Only outgoing messages have statuses. */
function messageOf(known: Known, item: MessageStatus): KnownMessage | undefined {
  const found = known.byWamid.get(item.wamid ?? "") ?? known.byId.get(item.opaqueId ?? "");
  return found?.direction === "outbound" ? found : undefined;
}

/** Our own id is known to whoever got a webhook of ours: with another number, or another id of Meta, it proves nothing. */
const isOf = (message: KnownMessage, item: MessageStatus, numberId: Id<"number"> | null): boolean =>
  message.numberId === numberId &&
  (message.wamid === null || item.wamid === null || message.wamid === item.wamid);

interface Fact {
  readonly item: MessageStatus;
  readonly message: KnownMessage;
}

/** A fact that the row has already, as early or earlier, changes nothing; one that it has later only moves the instant. */
function planFact(on: Planning, change: ReadChange, fact: Fact): void {
  const { plan } = on;
  const { item, message } = fact;
  const before = knownAtMs(message, item.status);
  const isLost = message.wamid === null && item.wamid !== null;
  if (before !== null && before <= item.atMs && !isLost) return;
  plan.tell(change);
  learnRecipient(on, fact);
  plan.hasCampaigns ||= message.campaignId !== null;
  plan.facts.push({
    ...factsOfStatus(message, item),
    ...(isLost ? threadOf(on, item, message) : {}),
  });
  if (before === null && plan.isFirst(`${item.status} ${message.id}`)) planNews(plan, fact);
}

/** What a status tells that the message had not before, and what follows from it. */
function planNews(plan: Planning["plan"], { item, message }: Fact): void {
  plan.events.push(eventOfStatus(message, item));
  if (message.campaignId !== null) plan.noteOutcome(message.campaignId, item.error?.code ?? null);
  const refusal = refusalOfStatus(message, item);
  if (refusal !== null) plan.refusals.push(refusal);
}

function learnRecipient({ people }: Planning, { item, message }: Fact): void {
  const { recipient: person, atMs } = item;
  if (person !== null) people.learnRecipient(message.contactId, { person, atMs });
}

/** The answer to our POST was lost: the status is what tells Meta's id, so the message enters its conversation now. */
function threadOf(
  on: Planning,
  item: MessageStatus,
  message: KnownMessage,
): Pick<MessageFacts, "wamid" | "conversationId"> {
  const conversationId =
    message.conversationId ?? conversationIdOf(message.contactId, message.numberId);
  on.plan.touch({
    id: conversationId,
    contactId: message.contactId,
    numberId: message.numberId,
    messageId: message.id,
    atMs: item.atMs,
    inbound: false,
    unreadBy: 0,
  });
  return { conversationId, ...(item.wamid === null ? {} : { wamid: item.wamid }) };
}

/** Nothing here has this message. With an id of ours it is parked; without, another app of the same WABA may have sent it. */
function planUnknown(
  { plan, known }: Planning,
  change: ReadChange,
  { item, isOrphan }: { readonly item: MessageStatus; readonly isOrphan: boolean },
): void {
  plan.keep(change);
  if (known.seen.has(change.key)) return;
  plan.tellOnce(change);
  const messageId = item.opaqueId;
  const numberId = plan.numberOf(change);
  if (!isOrphan || numberId === null || messageId === null || !isId("message", messageId)) return;
  log("warn", "status.orphan", { message: messageId, status: item.status });
  plan.orphans.push({ messageId, numberId, item });
}
