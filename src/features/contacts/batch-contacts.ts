import { isId } from "#core/ids";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isContactConflict } from "#features/contacts/contact-book";
import type { ContactBatchBody, ContactBatchView } from "#features/contacts/list-schemas";
import { checkItem, planContacts, type PlannedItem } from "#features/contacts/plan-contacts";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { faultOfItem } from "#platform/http/batch";

type Outcome = ContactBatchView["results"][number];

/**
 * Create or update up to 500 contacts with their consent. An item that cannot be written is told in its result and leaves
 * the others alone; all that can be is written in one commit.
 *
 * @throws AppError `missing_scope` when an item brings a consent that the caller may not record.
 */
export async function batchContacts(
  ctx: TenantContext,
  body: ContactBatchBody,
): Promise<ContactBatchView> {
  requireScope(ctx, "contacts:write");
  const items = body.items.map((item) => checkItem(ctx, item));
  if (items.some((item) => "patch" in item && item.consent !== undefined))
    requireScope(ctx, "consents:write");
  const rules = { onConflict: body.on_conflict, tags: "replace", consent: "demanded" } as const;
  return retryConflict(async () => {
    const { outcomes, statements, events } = await planContacts(ctx, items, rules);
    const results = outcomes.map(resultOf);
    const view = { ...countsOf(results), results };
    await commit(ctx, {
      statements,
      events,
      audit: { action: "contact.batch", target: null, changes: countsOf(results) },
      answer: { status: 200, body: view },
    });
    return view;
  }, isContactConflict);
}

/** What became of an item; of a refused one with the contact that stands in its way. */
function resultOf(planned: PlannedItem, index: number): Outcome {
  if (planned.status !== "failed") return { index, status: planned.status, id: planned.row.id };
  const existing = planned.error.extras.members?.["contact_id"];
  return {
    index,
    status: "failed",
    ...(typeof existing === "string" && isId("contact", existing) ? { id: existing } : {}),
    error: faultOfItem(planned.error, index),
  };
}

function countsOf(results: readonly Outcome[]) {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}
