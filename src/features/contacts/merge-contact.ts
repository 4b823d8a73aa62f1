import type { ContactSelector } from "#core/contact/selector";
import { AppError, fieldError, notFound } from "#core/errors";
import { selectorOf } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isMergeConflict, mergeContacts } from "#features/contacts/merge-contacts";
import { lastInboundOf } from "#features/contacts/queries";
import { readParties, type Parties } from "#features/contacts/queries-merge";
import type { ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { wholeContactView } from "#features/contacts/view";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Make two contacts one: the first is left, and the other leads to it from then on.
 *
 * @throws AppError `not_found`, `same_contact`, `invalid_state` when they are one already, and a selector's own.
 */
export async function mergeContact(
  ctx: TenantContext,
  selector: string,
  other: string,
): Promise<ContactView> {
  requireScope(ctx, "contacts:write");
  const country = ctx.tenant.settings.default_country ?? null;
  const one = selectorOf(selector, country);
  const second = otherOf(other, country);
  return retryConflict(() => attempt(ctx, one, second), isMergeConflict);
}

async function attempt(
  ctx: ScopedContext,
  one: ContactSelector,
  other: ContactSelector,
): Promise<ContactView> {
  const parties = await readParties(ctx.db, one, other);
  const { winner, loser } = checked(parties, [one, other]);
  const act = mergeContacts(ctx, { winner, loser, cause: "request" }, parties);
  const seen = await lastInboundOf(ctx.db, [winner.id, loser.id], parties.numberIds);
  const lastInbound = Math.max(...seen.values());
  const view = wholeContactView(
    act.winner,
    await sightOf(ctx),
    Number.isFinite(lastInbound) ? lastInbound : null,
    [...parties.merges, act.merge],
  );
  await commit(ctx, { ...act, answer: { status: 200, body: view } });
  return view;
}

/** The body names the other contact as a path does; one that is no selector is a fault of the body. */
function otherOf(text: string, country: string | null): ContactSelector {
  try {
    return selectorOf(text, country);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw fieldError(error.code, "/other", error.message);
  }
}

function checked({ one, other }: Parties, selectors: readonly ContactSelector[]) {
  if (one === undefined) throw notFound();
  if (other === undefined) throw fieldError("not_found", "/other", "No such contact.");
  if (one.id !== other.id) return { winner: one, loser: other };
  if (selectors.some(({ kind, value }) => kind === "id" && value !== one.id))
    throw new AppError("invalid_state", "The two were merged before.", {
      members: { contact_id: one.id },
    });
  throw fieldError("same_contact", "/other", "Both name the same contact.");
}
