import { parseContactSelector, type ContactSelector } from "#core/contact/selector";
import { conversationIdOf } from "#core/conversation/conversation-id";
import { AppError, fieldError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { touchConversation } from "#db/tenant/touch-conversation";
import { isPersonConflict, personAsContact } from "#features/contacts/index";
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
import type { SendMessageBody } from "#features/messages/send-schemas";
import { messageView, type Quoted } from "#features/messages/view";
import { insertOutbound, isSecondRef, refuseSecondRef } from "#features/messages/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/**
 * Take a message over for sending: everything is decided on one read and written in one batch; the sender does the rest. An
 * unknown phone number or user id becomes a contact.
 *
 * @throws AppError every refusal of `chooseSender` and `decideMessage`; `not_found`, `invalid_phone`, `country_required`,
 *   `invalid_user_id` for the recipient; `duplicate_client_ref`.
 */
export async function sendMessage(ctx: TenantContext, body: SendMessageBody): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  const selector = recipientOf(ctx, body.to);
  const view = await retryConflict(() => queueMessage(ctx, body, selector), isPersonConflict);
  await ring(ctx);
  return view;
}

/** Bare digits are read as a phone number without its plus. */
function recipientOf(ctx: ScopedContext, to: string): ContactSelector {
  const country = ctx.tenant.settings.default_country ?? null;
  const selector = parseContactSelector(/^[\d(]/.test(to) ? `phone:${to}` : to, country);
  if (selector.ok) return selector.value;
  throw fieldError(selector.error.code, "/to", selector.error.message);
}

async function queueMessage(
  ctx: ScopedContext,
  body: SendMessageBody,
  selector: ContactSelector,
): Promise<MessageView> {
  const facts = await readForSend(ctx.db, body, selector);
  const number = chooseSender(facts, body.from);
  const person = await personOf(ctx, facts, selector);
  const nowMs = ctx.nowMs();
  const decided = decideMessage(facts, body, { number, contact: person.row, nowMs });
  const row = newRow(ctx, body, {
    ...decided,
    numberId: number.id,
    contactId: person.row.id,
    nowMs,
  });
  const view = messageView(row, { quoted: quotedBy(facts, row), media: mediumIn(facts, row) });
  const uniqueRef = body.client_ref_unique === true ? row.clientRef : null;
  try {
    await commit(ctx, {
      statements: [
        ...(uniqueRef === null ? [] : [refuseSecondRef(ctx.db, uniqueRef)]),
        ...person.statements,
        ...forgetRefusals(ctx.db, facts.media, { numberId: number.id, nowMs }),
        insertOutbound(ctx.db, row),
        touchConversation(ctx.db, touchBy(row)),
      ],
      events: [
        ...person.events,
        ...(facts.conversationOn(number.id) === undefined ? [conversationCreated(row)] : []),
        messageQueued(row),
      ],
      audit: { action: "message.send", target: row.id, changes: { type: row.type } },
      answer: { status: 202, body: view },
    });
  } catch (error) {
    if (isSecondRef(error)) throw duplicate(body.client_ref ?? "", error);
    throw error;
  }
  await ringMissing(ctx, number.id, facts.media);
  return view;
}

/** The conversation moves to its newest message. */
const touchBy = (row: NewRow) => ({
  id: row.conversationId,
  contactId: row.contactId,
  numberId: row.numberId,
  messageId: row.id,
  atMs: row.createdAt,
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

type NewRow = MessageRow & { readonly conversationId: NonNullable<MessageRow["conversationId"]> };

function newRow(
  ctx: ScopedContext,
  body: SendMessageBody,
  given: Pick<
    MessageRow,
    "numberId" | "contactId" | "templateId" | "contextWamid" | "purpose" | "content"
  > & {
    readonly nowMs: number;
  },
): NewRow {
  const { nowMs, ...decided } = given;
  return {
    ...NOTHING_YET,
    ...decided,
    id: ctx.newId("message"),
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
  retryOf: null,
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
} as const;

const duplicate = (clientRef: string, cause: unknown): AppError =>
  new AppError("duplicate_client_ref", `Another message has the client_ref ${clientRef}.`, {
    errors: [
      { pointer: "/client_ref", code: "duplicate_client_ref", message: "Used by another message." },
    ],
    cause,
  });

/** The message that is answered, however the caller named it: the answer says what a later read says. */
const quotedBy = ({ named }: SendFacts, { contextWamid }: NewRow): Quoted =>
  new Map(named !== null && contextWamid !== null ? [[contextWamid, named.id]] : []);

/** The row is the truth: without the bell the sweep finds it. */
async function ring(ctx: ScopedContext): Promise<void> {
  try {
    await ctx.enqueue({ kind: "outbox.send", tenantId: ctx.tenant.id });
  } catch (error) {
    log("warn", "doorbell.lost", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
