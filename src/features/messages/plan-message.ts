import { parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { AppError, fieldError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { MessageAuthor } from "#core/message/author";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { touchConversation } from "#db/tenant/touch-conversation";
import { personAsContact } from "#features/contacts/index";
import {
  forgetRefusals,
  messageMedia,
  ringMissing,
  type MessageMedia,
} from "#features/media/index";
import { chooseSender, decideMessage } from "#features/messages/decide-send";
import { conversationCreated, messageQueued } from "#features/messages/events";
import { mediumOf } from "#features/messages/medium-of";
import type { MessageRow } from "#features/messages/queries";
import { readForSend, type SendFacts } from "#features/messages/queries-for-send";
import type { MessageView } from "#features/messages/schemas";
import { insteadOf, type SendMessageBody } from "#features/messages/send-schemas";
import { messageView, type Quoted } from "#features/messages/view";
import { insertOutbound } from "#features/messages/writes";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import { seen, seesNumber } from "#platform/number-access";

/** Who has a message sent, and under which id; without one it gets a new one. */
export interface MessageOf {
  readonly author: MessageAuthor | null;
  readonly id?: Id<"message">;
  /** The message that it is sent in the place of, because that one did not arrive. */
  readonly retryOf?: Id<"message">;
}

/** A message that may be sent, as it is to be written. */
export interface PlannedMessage {
  readonly row: MessageRow;
  readonly view: MessageView;
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
  /** Call it behind the commit: it rings for the sender, and for media that Meta has not yet. */
  readonly settled: () => Promise<void>;
}

/**
 * Decide on one read whether a message may be sent, and what is to be written for it; an unknown phone number or user id becomes
 * a contact. The caller commits it, so that a message and what it belongs to are one act. A contact that comes to be meanwhile
 * breaks that commit (`isPersonConflict`).
 *
 * @throws AppError every refusal of `chooseSender` and `decideMessage`; `not_found`, `invalid_phone`, `country_required`,
 *   `invalid_user_id` for the recipient.
 */
export async function planMessage(
  ctx: ScopedContext,
  body: SendMessageBody,
  of: MessageOf,
): Promise<PlannedMessage> {
  const instead = insteadOf(body);
  try {
    return await planAsAsked(ctx, body, of);
  } catch (error) {
    const isClosed = error instanceof AppError && error.code === "window_closed";
    if (!isClosed || instead === null) throw error;
    return planAsAsked(ctx, instead, of);
  }
}

async function planAsAsked(
  ctx: ScopedContext,
  body: SendMessageBody,
  of: MessageOf,
): Promise<PlannedMessage> {
  const { facts, person, row, view } = await prepareMessage(ctx, body, of);
  return {
    row,
    view,
    statements: [
      ...person.statements,
      ...forgetRefusals(ctx.db, facts.media, { numberId: row.numberId, nowMs: row.createdAt }),
      insertOutbound(ctx.db, row),
      touchConversation(ctx.db, touchBy(row, row.createdAt)),
    ],
    events: [
      ...person.events,
      ...(facts.conversationOn(row.numberId) === undefined ? [conversationCreated(row)] : []),
      messageQueued(row),
    ],
    settled: async () => {
      await ringMissing(ctx, row.numberId, facts.media);
      await ringOutbox(ctx);
    },
  };
}

/** What was read, without numbers that the caller may not know of, and what is theirs. */
const seenFacts = (ctx: ScopedContext, facts: SendFacts): SendFacts => ({
  ...facts,
  numbers: facts.numbers.filter(({ id }) => seesNumber(ctx, id)),
  named: seen(ctx, facts.named ?? undefined) ?? null,
  media: facts.media.filter(({ numberId }) => numberId === null || seesNumber(ctx, numberId)),
});

/**
 * What a message is to be, and what was read for it. One that is sent later is decided on again then, so its window does not
 * matter yet.
 *
 * @throws AppError as {@link planMessage}.
 */
export async function prepareMessage(
  ctx: ScopedContext,
  body: SendMessageBody,
  of: MessageOf & { readonly isLater?: boolean },
) {
  const selector = recipientOf(ctx, body.to);
  const facts = seenFacts(ctx, await readForSend(ctx.db, body, selector));
  const number = chooseSender(facts, body.from);
  const person = await personOf(ctx, facts, selector);
  const nowMs = ctx.nowMs();
  const isLater = of.isLater === true;
  const decided = decideMessage(facts, body, { number, contact: person.row, nowMs, isLater });
  const row = newRow(body, {
    ...decided,
    id: of.id ?? ctx.newId("message"),
    author: of.author,
    retryOf: of.retryOf ?? null,
    numberId: number.id,
    contactId: person.row.id,
    nowMs,
  });
  const view = messageView(row, { quoted: quotedBy(facts, row), media: mediumIn(facts, row) });
  return { facts, person, row, view };
}

/** Bare digits are read as a phone number without its plus. */
function recipientOf(ctx: ScopedContext, to: string): ContactSelector {
  const country = ctx.tenant.settings.default_country ?? null;
  const selector = parseContactSelector(/^[\d(]/.test(to) ? `phone:${to}` : to, country);
  if (selector.ok) return selector.value;
  throw fieldError(selector.error.code, "/to", selector.error.message);
}

/** The conversation moves to a message of ours. @param atMs When it was handed to the sender, Unix ms. */
export const touchBy = (row: NewRow, atMs: number) => ({
  id: row.conversationId,
  contactId: row.contactId,
  numberId: row.numberId,
  messageId: row.id,
  atMs,
  inbound: false,
  unreadBy: 0,
});

/** The file of ours that the message shows; without a link, because the answer is kept. */
function mediumIn({ media }: SendFacts, row: NewRow): MessageMedia | null {
  const id = mediumOf(row);
  const medium = media.find((one) => one.id === id);
  return medium === undefined ? null : messageMedia(medium, null);
}

/** The known contact, or a new one when the selector holds an identity that Meta can reach. */
async function personOf(
  ctx: ScopedContext,
  facts: SendFacts,
  selector: ContactSelector,
): Promise<{
  row: ContactRow;
  statements: readonly Statement[];
  events: readonly NewEvent[];
}> {
  if (facts.contact !== undefined) return { row: facts.contact, statements: [], events: [] };
  if (selector.kind === "phone") return personAsContact(ctx, { phone: selector.value });
  if (selector.kind === "bsuid") return personAsContact(ctx, { bsuid: selector.value });
  throw fieldError("not_found", "/to", "No such contact.");
}

/** A message that belongs to a thread. */
export type NewRow = MessageRow & {
  readonly conversationId: NonNullable<MessageRow["conversationId"]>;
};

function newRow(
  body: SendMessageBody,
  given: Pick<
    MessageRow,
    | "id"
    | "author"
    | "retryOf"
    | "numberId"
    | "contactId"
    | "templateId"
    | "contextWamid"
    | "purpose"
    | "content"
  > & {
    readonly nowMs: number;
  },
): NewRow {
  const { nowMs, ...decided } = given;
  return {
    ...NOTHING_YET,
    ...decided,
    direction: "outbound",
    conversationId: conversationIdOf(given.contactId, given.numberId),
    type: body.type,
    state: "queued",
    clientRef: body.client_ref ?? null,
    metadata: body.metadata ?? null,
    attempts: 0,
    createdAt: nowMs,
    queuedAt: nowMs,
  };
}

const NOTHING_YET = {
  campaignId: null,
  cameWith: null,
  variables: null,
  skipReason: null,
  wamid: null,
  error: null,
  pricing: null,
  claim: null,
  receivedAt: null,
  dueAt: null,
  waitCode: null,
  sentFrom: null,
  metaConversation: null,
  claimedAt: null,
  acceptedAt: null,
  heldAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  failedAt: null,
  editedAt: null,
  original: null,
  revokedAt: null,
  consentId: null,
} as const;

/** The message that is answered, however the caller named it: the answer says what a later read says. */
const quotedBy = ({ named }: SendFacts, { contextWamid }: NewRow): Quoted =>
  new Map(named !== null && contextWamid !== null ? [[contextWamid, named.id]] : []);

/** Have the outbox looked at. The row is the truth: without the bell the sweep finds it. */
export async function ringOutbox(ctx: ScopedContext): Promise<void> {
  try {
    await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
  } catch (error) {
    log("warn", "doorbell.lost", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
