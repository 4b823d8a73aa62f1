import { notFound } from "#core/errors";
import type { Id } from "#core/ids";
import { findContact, selectorOf } from "#db/tenant/find-contact";
import { findHold, readIsHeld } from "#features/retention/queries";
import type { LegalHoldBody, LegalHoldView } from "#features/retention/schemas";
import { holdView } from "#features/retention/view";
import { endHold, placeHold } from "#features/retention/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Hold what is kept of one person: it is neither swept nor erased until the hold is ended.
 *
 * @throws AppError `not_found`, and what a selector refuses.
 */
export async function holdContact(
  ctx: TenantContext,
  selector: string,
  { reason }: LegalHoldBody,
): Promise<LegalHoldView> {
  requireScope(ctx, "privacy:write");

  const subject = await contactIn(ctx, selector);
  const stands = await findHold(ctx.db, subject);
  const row = {
    subject,
    reason,
    placedBy: stands?.placedBy ?? ctx.actor.id,
    placedAt: stands?.placedAt ?? ctx.nowMs(),
  };
  const view = holdView(row);
  await commit(ctx, {
    statements: [placeHold(ctx.db, row)],
    audit: { action: "legal_hold.place", target: subject },
    answer: { status: 200, body: view },
  });
  return view;
}

/** End a contact's hold. @throws AppError `not_found` when there is no such contact or no hold, and what a selector refuses. */
export async function releaseHeldContact(ctx: TenantContext, selector: string): Promise<void> {
  requireScope(ctx, "privacy:write");

  const subject = await contactIn(ctx, selector);
  if ((await findHold(ctx.db, subject)) === undefined) throw notFound();
  await commit(ctx, {
    statements: [endHold(ctx.db, subject)],
    audit: { action: "legal_hold.end", target: subject },
    answer: { status: 204, body: null },
  });
}

/** Whether a contact's data must not be erased: its own hold stands, that of one it is merged with, or the workspace's. */
export const isHeld = (ctx: ScopedContext, contactId: Id<"contact">): Promise<boolean> =>
  readIsHeld(ctx.db, contactId);

async function contactIn(ctx: ScopedContext, text: string): Promise<Id<"contact">> {
  const selector = selectorOf(text, ctx.tenant.settings.default_country ?? null);
  const contact = await findContact(ctx.db, selector);
  if (contact === undefined) throw notFound();
  return contact.id;
}
