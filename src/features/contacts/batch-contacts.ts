import { AppError } from "#core/errors";
import { isId } from "#core/ids";
import { retryConflict } from "#db/tenant/retry-conflict";
import {
  ContactBook,
  fieldKeysOf,
  identitiesOfPatch,
  isContactConflict,
  type ContactItem,
} from "#features/contacts/contact-book";
import {
  ContactItemBody,
  type ContactBatchBody,
  type ContactBatchView,
} from "#features/contacts/list-schemas";
import { profilePatch } from "#features/contacts/profile-patch";
import { readKnown } from "#features/contacts/queries";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { faultOfItem } from "#platform/http/batch";
import { rejectInvalid } from "#platform/http/reject-invalid";

type Outcome = ContactBatchView["results"][number];
type Checked = ContactItem | { readonly error: AppError };

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
  const patches = items.flatMap((item) => ("patch" in item ? [item.patch] : []));
  const ask = {
    keys: patches.flatMap(identitiesOfPatch),
    externalIds: patches.flatMap(({ externalId }) => externalId ?? []),
    fieldKeys: fieldKeysOf(...patches),
  };
  return retryConflict(async () => {
    const book = new ContactBook(ctx, await readKnown(ctx, ask));
    const results = items.map((item, index) => outcomeOf(book, item, { ...body, index }));
    const view = { ...countsOf(results), results };
    await commit(ctx, {
      ...book.writes(),
      audit: { action: "contact.batch", target: null, changes: countsOf(results) },
      answer: { status: 200, body: view },
    });
    return view;
  }, isContactConflict);
}

/** An item against its schema; a fault is kept for its result. */
function checkItem(ctx: ScopedContext, input: unknown): Checked {
  const result = ContactItemBody.safeParse(input);
  try {
    rejectInvalid({ ...result, target: "json" });
    const { consent, ...body } = result.data ?? {};
    return { patch: profilePatch(ctx, body), consent, pointer: "" };
  } catch (error) {
    if (error instanceof AppError) return { error };
    throw error;
  }
}

function outcomeOf(
  book: ContactBook,
  item: Checked,
  how: { readonly on_conflict: "error" | "update"; readonly index: number },
): Outcome {
  const { index } = how;
  if ("error" in item) return failure(item.error, index);
  try {
    const [holder, second] = book.holders(item.patch);
    const isUpdate = how.on_conflict === "update" && holder !== undefined && second === undefined;
    const { status, row } = isUpdate ? book.change(holder, item) : book.create(item);
    return { index, status, id: row.id };
  } catch (error) {
    if (error instanceof AppError) return failure(error, index);
    throw error;
  }
}

/** A refused item, with the contact that stands in its way. */
function failure(error: AppError, index: number): Outcome {
  const existing = error.extras.members?.["contact_id"];
  return {
    index,
    status: "failed",
    ...(typeof existing === "string" && isId("contact", existing) ? { id: existing } : {}),
    error: faultOfItem(error, index),
  };
}

function countsOf(results: readonly Outcome[]) {
  const counts = { created: 0, updated: 0, unchanged: 0, failed: 0 };
  for (const { status } of results) counts[status] += 1;
  return counts;
}
