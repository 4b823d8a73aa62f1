import type { ContactSelector } from "#core/contact/selector";
import { fieldError, notFound } from "#core/errors";
import { retryConflict } from "#db/tenant/retry-conflict";
import { suppressHolders } from "#db/tenant/suppressed-contacts";
import { suppressionAdded } from "#features/suppressions/events";
import { findSuppressionsOf, type SuppressionRow } from "#features/suppressions/queries";
import type { SuppressionBody, SuppressionView } from "#features/suppressions/schemas";
import { suppressionView } from "#features/suppressions/view";
import { selectorIn, whom, type Person } from "#features/suppressions/whom";
import { isSuppressedMeanwhile, keepSuppression } from "#features/suppressions/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/** A suppression, and whether it is a new one. */
interface Suppressed {
  readonly view: SuppressionView;
  readonly isNew: boolean;
}

/**
 * Put somebody on the suppression list: nothing is sent to them any more, not even what is queued, and under these identities
 * they stay on it when their contact is erased and comes back. Whoever is on it already stays there once, with what is new of
 * their identities.
 *
 * @throws AppError `not_found` for a contact that is not here; of `/contact` what `selectorIn` refuses, and `invalid_request`
 *   for a contact with neither phone nor user id.
 */
export async function suppress(ctx: TenantContext, body: SuppressionBody): Promise<Suppressed> {
  requireScope(ctx, "consents:write");

  const selector = selectorIn(ctx, body.contact);
  return retryConflict(() => suppressOnce(ctx, selector, body), isSuppressedMeanwhile);
}

async function suppressOnce(
  ctx: ScopedContext,
  selector: ContactSelector,
  { reason }: SuppressionBody,
): Promise<Suppressed> {
  const person = await whom(ctx, selector);
  if (person === null) throw notFound();
  const { identities } = person;
  if (identities.length === 0)
    throw fieldError("invalid_request", "/contact", "They have neither a phone nor a user id.");
  const [known, ...others] = await findSuppressionsOf(
    ctx.db,
    identities.map(({ keyHash }) => keyHash),
  );
  const isNew = known === undefined;
  const row = isNew ? newRow(ctx, person, reason) : extended(known, person, others);
  const view = suppressionView(row);
  await commit(ctx, {
    statements: [...keepSuppression(ctx.db, row), suppressHolders(ctx.db, identities, ctx.nowMs())],
    events: isNew ? [suppressionAdded(row)] : [],
    audit: { action: "suppression.add", target: row.id, changes: { reason: row.reason } },
    answer: { status: isNew ? 201 : 200, body: view },
  });
  return { view, isNew };
}

const newRow = (
  ctx: ScopedContext,
  { contactId, identities }: Person,
  reason: SuppressionRow["reason"],
): SuppressionRow => ({
  id: ctx.newId("suppression"),
  contactId,
  ...goesBy([], identities),
  reason,
  actor: ctx.actor.id,
  createdAt: ctx.nowMs(),
});

/** A suppression that is there, with what is new of the person: an identity is of one suppression. */
function extended(
  known: SuppressionRow,
  { contactId, identities }: Person,
  others: readonly SuppressionRow[],
): SuppressionRow {
  const taken = new Set(others.flatMap(({ keyHashes }) => keyHashes));
  const own = identities.filter(({ keyHash }) => !taken.has(keyHash));
  return { ...known, contactId: contactId ?? known.contactId, ...goesBy([known], own) };
}

/** What a suppression goes by: what it went by before, and more. */
const goesBy = (
  before: readonly SuppressionRow[],
  more: Person["identities"],
): Pick<SuppressionRow, "kinds" | "keyHashes"> => ({
  kinds: [
    ...new Set([...before.flatMap(({ kinds }) => kinds), ...more.map(({ kind }) => kind)]),
  ].toSorted(),
  keyHashes: [
    ...new Set([
      ...before.flatMap(({ keyHashes }) => keyHashes),
      ...more.map(({ keyHash }) => keyHash),
    ]),
  ],
});
