import type { ContactSelector } from "#core/contact/selector";
import { AppError, notFound } from "#core/errors";
import type { Id } from "#core/ids";
import { releaseMarketing } from "#db/tenant/consent-head";
import { selectorOf } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { appendConsents } from "#features/consent/append-consents";
import { consentReleased } from "#features/consent/events";
import { readHead } from "#features/consent/queries";
import type { HoldBody, HoldView } from "#features/consent/schemas";
import { guardHeld, isDecidedMeanwhile } from "#features/consent/writes";
import { commit, type Commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Decide on a message that may refuse marketing: it did, and the person has withdrawn by it; or it did not, and marketing goes on.
 *
 * @throws AppError `not_found`, `invalid_state` when nothing waits for a decision, and a selector's own.
 */
export async function decideHold(
  ctx: TenantContext,
  selectorText: string,
  body: HoldBody,
): Promise<HoldView> {
  requireScope(ctx, "consents:write");

  const selector = selectorOf(selectorText, ctx.tenant.settings.default_country ?? null);
  return retryConflict(() => decide(ctx, selector, body), isDecidedMeanwhile);
}

async function decide(
  ctx: ScopedContext,
  selector: ContactSelector,
  { decision }: HoldBody,
): Promise<HoldView> {
  const { contact } = await readHead(ctx.db, selector);
  if (contact === undefined) throw notFound();
  const { marketingHeldBy: messageId, marketingHeldAt: atMs } = contact;
  if (messageId === null || atMs === null)
    throw new AppError("invalid_state", "Nothing that this person wrote waits for a decision.");
  const hold = { contactId: contact.id, messageId };
  const view: HoldView = {
    contact_id: contact.id,
    decision,
    message_id: messageId,
    state: decision === "withdraw" ? "withdrawn" : contact.marketing,
  };
  const act = decision === "withdraw" ? withdrawal(ctx, { ...hold, atMs }) : released(ctx, hold);
  await commit(ctx, {
    statements: [guardHeld(ctx.db, hold), ...act.statements],
    events: act.events,
    audit: {
      action: `consent.hold_${decision}`,
      target: contact.id,
      changes: { message: messageId },
    },
    answer: { status: 200, body: view },
  });
  return view;
}

type Act = Required<Pick<Commit, "statements" | "events">>;
interface Hold {
  readonly contactId: Id<"contact">;
  readonly messageId: Id<"message">;
}

/** The person withdrew, by what they wrote and when they did. */
const withdrawal = (ctx: ScopedContext, hold: Hold & { readonly atMs: number }): Act =>
  appendConsents(ctx, [
    {
      contactId: hold.contactId,
      action: "withdraw",
      purpose: "marketing",
      method: "inbound",
      byPerson: true,
      source: "refusal_confirmed",
      messageId: hold.messageId,
      capturedAtMs: hold.atMs,
    },
  ]);

const released = (ctx: ScopedContext, hold: Hold): Act => ({
  statements: [releaseMarketing(ctx.db, hold, ctx.nowMs())],
  events: [consentReleased(hold)],
});
