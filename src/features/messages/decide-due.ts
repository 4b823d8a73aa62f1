import { skipReasonOf } from "#core/campaign/eligibility";
import { AppError } from "#core/errors";
import { isMissed } from "#core/message/schedule";
import { sendRefusal } from "#core/number/can-send";
import { decideMessage, type Decided } from "#features/messages/decide-send";
import { readForSend, type SendFacts } from "#features/messages/queries-for-send";
import type { DueMessage } from "#features/messages/queries-scheduled";
import { insteadOf, type SendMessageBody } from "#features/messages/send-schemas";
import type { ScopedContext } from "#platform/context";

/** What becomes of a message whose instant has come. */
export type DueVerdict =
  | {
      readonly type: "queue";
      /** Of what is sent: that of the template that takes its place, or its own. */
      readonly body: SendMessageBody;
      readonly decided: Decided;
      readonly facts: SendFacts;
    }
  /** The number sends nothing at the moment. */
  | { readonly type: "wait" }
  /** `reason`: why the person may not be written to, as a claim tells it. */
  | { readonly type: "skip"; readonly reason: string }
  /** `reason`: the code of the problem. */
  | { readonly type: "fail"; readonly reason: string; readonly title: string };

/** Decide on a scheduled message as if it were asked for now: window, consent, suppression, template, media, number. */
export async function decideDue(ctx: ScopedContext, due: DueMessage): Promise<DueVerdict> {
  const { row, lateMaxMs } = due;
  if (isMissed({ dueAtMs: row.dueAt ?? 0, lateMaxMs }, ctx.nowMs()))
    return { type: "fail", reason: "missed", title: "Its time went by before it could be sent" };
  const body = { ...due.body, from: row.numberId, to: row.contactId };
  const verdict = await judge(ctx, row.contactId, body);
  const instead = insteadOf(body);
  return verdict.type === "fail" && verdict.reason === "window_closed" && instead !== null
    ? judge(ctx, row.contactId, instead)
    : verdict;
}

async function judge(
  ctx: ScopedContext,
  contactId: DueMessage["row"]["contactId"],
  body: SendMessageBody,
): Promise<DueVerdict> {
  const facts = await readForSend(ctx.db, body, { kind: "id", value: contactId });
  const { contact } = facts;
  const number = facts.numbers.find(({ id }) => id === body.from);
  if (number === undefined)
    return { type: "fail", reason: "number_disconnected", title: "The number is not connected" };
  if (contact === undefined) return { type: "skip", reason: "no_identity" };
  if (sendRefusal(number.status) !== null) return { type: "wait" };
  try {
    const decided = decideMessage(facts, body, { number, contact, nowMs: ctx.nowMs() });
    return { type: "queue", body, decided, facts };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const rules = {
      needsConsent: error.code === "consent_required",
      needsPhone: error.code === "phone_required",
    };
    const reason = PERSONS.has(error.code) ? skipReasonOf(contact, rules) : null;
    return reason === null
      ? { type: "fail", reason: error.code, title: error.message }
      : { type: "skip", reason };
  }
}

/** Refusals that lie in the person. */
const PERSONS: ReadonlySet<string> = new Set([
  "consent_required",
  "recipient_suppressed",
  "phone_required",
]);
