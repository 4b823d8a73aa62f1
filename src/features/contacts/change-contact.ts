import { SEES_ALL } from "#core/contact/mask";
import type { ProfilePatch } from "#core/contact/profile";
import { identityOf, type ContactSelector } from "#core/contact/selector";
import { fieldError, notFound } from "#core/errors";
import type { ContactRow } from "#db/tenant/find-contact";
import { retryConflict } from "#db/tenant/retry-conflict";
import {
  ContactBook,
  fieldKeysOf,
  identitiesOfPatch,
  isContactConflict,
  type ContactOutcome,
} from "#features/contacts/contact-book";
import { identityKey } from "#features/contacts/identity-rows";
import { patchOfSelector } from "#features/contacts/profile-patch";
import { lastInboundOf, readKnown, type Known } from "#features/contacts/queries";
import type { ContactView } from "#features/contacts/schemas";
import { sightOf } from "#features/contacts/sight";
import { contactView, wholeContactView } from "#features/contacts/view";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { checkIfMatch, etagOf } from "#platform/http/etag";

/** A change of the one contact that a selector names. */
export interface ContactChangeOrder {
  readonly selector: ContactSelector;
  /** What the body says; identities in it are looked up. */
  readonly patch: ProfilePatch;
  /** The patch once the contact is known, e.g. its tags and one more. `patch` itself when absent. */
  readonly patchOf?: (row: ContactRow) => ProfilePatch;
  /** Whether a contact that is not there is created. */
  readonly create: boolean;
  /** The caller's `If-Match`. */
  readonly ifMatch?: string | undefined;
  /** Name of the act in the audit log. */
  readonly action: string;
}

/** What every change of one contact does after its verb has checked the scope. Retried when another writer came between. */
export const changeContact = (
  ctx: ScopedContext,
  order: ContactChangeOrder,
): Promise<{ readonly created: boolean; readonly contact: ContactView }> =>
  retryConflict(() => attempt(ctx, order), isContactConflict);

async function attempt(
  ctx: ScopedContext,
  order: ContactChangeOrder,
): Promise<{ readonly created: boolean; readonly contact: ContactView }> {
  const { patch, selector } = order;
  const known = await readKnown(ctx, {
    keys: identitiesOfPatch(patch),
    externalIds: typeof patch.externalId === "string" ? [patch.externalId] : [],
    target: selector,
    fieldKeys: fieldKeysOf(patch),
  });
  const book = new ContactBook(ctx, known);
  const outcome = apply(book, known, order);
  const { row } = outcome;
  const created = outcome.status === "created";
  const seen = created ? undefined : await lastInboundOf(ctx.db, [row.id], known.numberIds);
  const contact = wholeContactView(
    row,
    await sightOf(ctx),
    seen?.get(row.id) ?? null,
    known.merges,
  );
  await commit(ctx, {
    ...book.writes(),
    audit: {
      action: created ? "contact.create" : order.action,
      target: row.id,
      changes: { changed: outcome.changed },
    },
    answer: { status: created ? 201 : 200, body: contact },
  });
  return { created, contact };
}

function apply(book: ContactBook, known: Known, order: ContactChangeOrder): ContactOutcome {
  const { target } = known;
  if (target !== undefined) {
    checkIfMatch(order.ifMatch, contactEtag(contactView(target, SEES_ALL)));
    return book.change(target, { patch: order.patchOf?.(target) ?? order.patch, pointer: "" });
  }
  if (!order.create || order.selector.kind === "id") throw notFound();
  const patch = { ...patchOfSelector(order.selector), ...given(order.patch) };
  checkNamed(order.selector, patch);
  return book.create({ patch, pointer: "" });
}

/** The entity tag of a contact: it changes with every change of the contact. */
export const contactEtag = (contact: Pick<ContactView, "updated_at">): string =>
  etagOf(contact.updated_at);

const given = (patch: ProfilePatch): ProfilePatch =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));

/** A contact that is created under a selector must be found under it. */
function checkNamed(selector: ContactSelector, patch: ProfilePatch): void {
  const identity = identityOf(selector);
  const isNamed =
    identity === null
      ? patch.externalId === selector.value
      : identitiesOfPatch(patch).map(identityKey).includes(identityKey(identity));
  if (isNamed) return;
  const member = selector.kind === "external_id" ? "external_id" : selector.kind;
  throw fieldError("invalid_request", `/${member}`, "The path names another contact.");
}
