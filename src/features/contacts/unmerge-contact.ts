import { UNDOABLE_MS } from "#core/contact/merge";
import { AppError, fieldError, notFound } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { selectorOf } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isMergeConflict } from "#features/contacts/merge-contacts";
import { partContacts, type Pair } from "#features/contacts/part-contacts";
import { lastInboundOf } from "#features/contacts/queries";
import { readMerged, type Merged } from "#features/contacts/queries-merge";
import type { ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { wholeContactView } from "#features/contacts/view";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Part two contacts that were merged: each is found by what led to it before, and the winner loses what it was given and has not
 * changed since. What was said in the meantime stays the winner's, and what was withdrawn stays withdrawn for both.
 *
 * @param loserId The contact that was merged into the selected one.
 * @returns The contact that stands for itself again.
 * @throws AppError `not_found`, `merge_too_old`, `invalid_state` when the winner was itself merged since.
 */
export async function unmergeContact(
  ctx: TenantContext,
  selector: string,
  loserId: string,
): Promise<ContactView> {
  requireScope(ctx, "contacts:write");
  if (!isId("contact", loserId)) throw fieldError("not_found", "/other", "No such contact.");
  const named = selectorOf(selector, ctx.tenant.settings.default_country ?? null);
  return retryConflict(async () => {
    const merged = await readMerged(ctx.db, named, loserId);
    const { loser, below, ...act } = await partContacts(ctx, pairOf(ctx, merged, loserId), merged);
    const seen = await lastInboundOf(ctx.db, [loserId], merged.numberIds);
    const view = wholeContactView(loser, await sightOf(ctx), seen.get(loserId) ?? null, below);
    await commit(ctx, { ...act, answer: { status: 200, body: view } });
    return view;
  }, isMergeConflict);
}

function pairOf(ctx: ScopedContext, merged: Merged, loserId: Id<"contact">): Pair {
  const { winner, loser, merges } = merged;
  const merge = merges.find((one) => one.loser === loserId);
  if (winner === undefined || loser === undefined || merge === undefined) throw notFound();
  if (merge.winner !== winner.id)
    throw new AppError("invalid_state", "Part the contact that it was merged into first.", {
      members: { contact_id: merge.winner },
    });
  if (ctx.nowMs() > merge.mergedAt + UNDOABLE_MS)
    throw new AppError("merge_too_old", "The two have been one for more than 30 days.");
  return { merge, winner, loser };
}
