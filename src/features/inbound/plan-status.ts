import { conversationIdOf } from "#core/conversation/conversation-id";
import type { Facts } from "#core/conversation/status";
import { isId, type Id } from "#core/ids";
import type { MessageStatus, MetaStatus } from "#core/whatsapp/envelope-status";
import { actionFor } from "#core/whatsapp/error-action";
import type { NewEvent } from "#db/tenant/append-events";
import type { MessageFacts } from "#db/tenant/apply-facts";
import type { Known, KnownMessage } from "#features/inbound/known";
import type { Planning } from "#features/inbound/plan-message";
import type { ReadChange } from "#features/inbound/read-mail";
import { messageEvent } from "#features/messages/index";
import { log } from "#platform/log";

const FACT_OF = {
  sent: ["sentAtMs", "sentAt"],
  delivered: ["deliveredAtMs", "deliveredAt"],
  read: ["readAtMs", "readAt"],
  played: ["playedAtMs", "playedAt"],
  failed: ["failedAtMs", "failedAt"],
} as const satisfies Record<MetaStatus, readonly [keyof Facts, keyof KnownMessage]>;

/** Plan one status: a fact about a message of ours, an orphan of ours, or somebody else's message. */
export function planStatus(on: Planning, change: ReadChange, item: MessageStatus): void {
  const { plan, known } = on;
  const message = messageOf(known, item);
  plan.record(change, {
    kind: "status",
    wamid: item.wamid,
    message_id: message?.id ?? null,
    ...(item.isReplaced ? { timestamp_replaced: true } : {}),
  });
  if (message !== undefined) planFact(on, change, { item, message });
  else if (!known.seen.has(change.key)) planUnknown(on, change, item);
}

/** Meta's id finds the row first: our own id could be anybody's text. Only outgoing messages have statuses. */
function messageOf(known: Known, item: MessageStatus): KnownMessage | undefined {
  const found = known.byWamid.get(item.wamid ?? "") ?? known.byId.get(item.opaqueId ?? "");
  return found?.direction === "outbound" ? found : undefined;
}

interface Fact {
  readonly item: MessageStatus;
  readonly message: KnownMessage;
}

/** A fact that the row has already, as early or earlier, changes nothing; one that it has later only moves the instant. */
function planFact(on: Planning, change: ReadChange, fact: Fact): void {
  const { plan } = on;
  const { item, message } = fact;
  const before = message[FACT_OF[item.status][1]];
  const isLost = message.wamid === null && item.wamid !== null;
  if (before !== null && before <= item.atMs && !isLost) return;
  plan.tell(change);
  plan.hasCampaigns ||= message.campaignId !== null;
  plan.facts.push({ ...factsOf(fact), ...(isLost ? threadOf(on, item, message) : {}) });
  if (before !== null || !plan.isFirst(`${item.status} ${message.id}`)) return;
  plan.events.push(eventOf(fact));
  if (item.error !== null) planRefusal(on, message.contactId, item);
}

const eventOf = ({ item, message }: Fact): NewEvent =>
  messageEvent(item.status, message, {
    wamid: item.wamid ?? message.wamid,
    at: new Date(item.atMs).toISOString(),
    ...(item.error === null ? {} : { error: item.error }),
  });

const factsOf = ({ item, message }: Fact): MessageFacts => ({
  id: message.id,
  [FACT_OF[item.status][0]]: item.atMs,
  ...(item.error === null ? {} : { error: item.error }),
  ...(item.pricing === null ? {} : { pricing: item.pricing }),
});

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

/** Meta refuses marketing to a person who has stopped it there: the ledger learns it too. */
function planRefusal(on: Planning, contactId: Id<"contact">, item: MessageStatus): void {
  const code = item.error?.code ?? 0;
  if (actionFor(code, false).action !== "withdraw_marketing") return;
  if (on.plan.consents.some((entry) => entry.contactId === contactId)) return;
  on.plan.consents.push({
    contactId,
    purpose: "marketing",
    action: "withdraw",
    method: "inbound",
    byPerson: true,
    source: `meta_${code}`,
    capturedAtMs: item.atMs,
  });
}

/** Nothing here has this message. With an id of ours it is parked; without, another app of the same WABA may have sent it. */
function planUnknown(on: Planning, change: ReadChange, item: MessageStatus): void {
  const { plan } = on;
  plan.keepRaw(change);
  if (item.opaqueId === null || !isId("message", item.opaqueId)) return;
  log("warn", "status.orphan", { message: item.opaqueId, status: item.status });
  plan.orphans.push({
    messageId: item.opaqueId,
    status: item.status,
    atMs: item.atMs,
    body: JSON.stringify(item),
  });
}
