import { TAGS_MAX, distinctTags } from "#core/contact/tag";
import { AppError } from "#core/errors";
import type { NewEvent } from "#core/event/catalogue";
import type { Statement } from "#db/statement";
import type { ContactRow } from "#db/tenant/find-contact";
import {
  ContactBook,
  fieldKeysOf,
  identitiesOfPatch,
  type ContactItem,
} from "#features/contacts/contact-book";
import { ContactItemBody } from "#features/contacts/list-schemas";
import { profilePatch } from "#features/contacts/profile-patch";
import { readKnown } from "#features/contacts/queries";
import type { ScopedContext } from "#platform/context";
import { rejectInvalid } from "#platform/http/reject-invalid";

/** An item that is fit to be decided on, or what is wrong with it. */
export type CheckedItem = ContactItem | { readonly error: AppError };

/** How items are decided. */
export interface PlanRules {
  /** What becomes of an item whose phone, user id or external id a contact has. */
  readonly onConflict: "error" | "update";
  /** Whether tags take the place of those that a contact has, or join them. */
  readonly tags: "replace" | "add";
  /**
   * What becomes of an item whose consent cannot be given: it is refused, or written without (`withheld` tells why). A file is
   * written without it, and grants nothing to whoever is on the suppression list.
   */
  readonly consent: "demanded" | "if_possible" | "if_unknown";
}

/** `withheld`: why the item's consent was left out; `already_granted` only by the rule `if_unknown`. */
export type PlannedItem =
  | { readonly status: "failed"; readonly error: AppError }
  | {
      readonly status: "created" | "updated" | "unchanged";
      readonly row: ContactRow;
      /** The contact as the items before left it; null when this one makes it. */
      readonly before: ContactRow | null;
      readonly withheld: Withheld | null;
    };

export type Withheld = "withdrawn_by_person" | "recipient_suppressed" | "already_granted";

/** What many items come to. It is written as a whole, and fails as one (`isContactConflict`) when another writer came between. */
export interface ContactsPlan {
  readonly outcomes: readonly PlannedItem[];
  readonly statements: readonly Statement[];
  readonly events: readonly NewEvent[];
}

/**
 * An item against its schema.
 *
 * @param defaultCountry Of phone numbers without a country code, ISO 3166-1 alpha-2; the workspace's when it is left out.
 */
export function checkItem(
  ctx: ScopedContext,
  input: unknown,
  defaultCountry = ctx.tenant.settings.default_country ?? null,
): CheckedItem {
  const result = ContactItemBody.safeParse(input);
  try {
    rejectInvalid({ ...result, target: "json" });
    const { consent, ...body } = result.data ?? {};
    return {
      patch: profilePatch(ctx, body, { pointer: "", defaultCountry }),
      consent,
      pointer: "",
    };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}

/** Decide on items, one after the other: each sees what those before it did. Nothing is written. */
export async function planContacts(
  ctx: ScopedContext,
  items: readonly CheckedItem[],
  rules: PlanRules,
): Promise<ContactsPlan> {
  const patches = items.flatMap((item) => ("patch" in item ? [item.patch] : []));
  const known = await readKnown(ctx, {
    keys: patches.flatMap(identitiesOfPatch),
    externalIds: patches.flatMap(({ externalId }) => externalId ?? []),
    fieldKeys: fieldKeysOf(...patches),
  });
  const book = new ContactBook(ctx, known);
  const outcomes = items.map((item) => planned(book, item, rules));
  return { outcomes, ...book.writes() };
}

function planned(book: ContactBook, item: CheckedItem, rules: PlanRules): PlannedItem {
  if ("error" in item) return { status: "failed", error: item.error };
  try {
    return place(book, item, rules);
  } catch (error) {
    if (error instanceof AppError) return { status: "failed", error };
    throw error;
  }
}

function place(book: ContactBook, given: ContactItem, rules: PlanRules): PlannedItem {
  const [holder, second] = book.holders(given.patch);
  const known =
    rules.onConflict === "update" && holder !== undefined && second === undefined ? holder : null;
  const withheld = whyWithheld(book, { ...given, known }, rules);
  const item = {
    ...given,
    patch: rules.tags === "add" ? withTags(given, known) : given.patch,
    consent: withheld === null ? given.consent : undefined,
  };
  const { status, row } = known === null ? book.create(item) : book.change(known, item);
  return { status, row, before: known, withheld };
}

function whyWithheld(
  book: ContactBook,
  { patch, consent, known }: ContactItem & { readonly known: ContactRow | null },
  rules: PlanRules,
): Withheld | null {
  if (rules.consent === "demanded" || consent?.action !== "grant") return null;
  if (book.isSuppressed(known, patch)) return "recipient_suppressed";
  if (book.hasWithdrawn(known, patch)) return "withdrawn_by_person";
  return rules.consent === "if_unknown" && known?.marketing === "granted"
    ? "already_granted"
    : null;
}

/** @throws AppError `invalid_request` when the contact would have too many. */
function withTags({ patch, pointer }: ContactItem, known: ContactRow | null) {
  const { tags } = patch;
  if (tags === undefined || tags === null || known === null) return patch;
  const all = distinctTags([...known.tags, ...tags]);
  if (all.length <= TAGS_MAX) return { ...patch, tags: all };
  const message = `A contact has at most ${TAGS_MAX} tags.`;
  throw new AppError("invalid_request", message, {
    errors: [{ pointer: `${pointer}/tags`, code: "too_big", message }],
  });
}
