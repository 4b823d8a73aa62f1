import type { Id } from "#core/ids";
import { redactConsents } from "#features/consent/index";
import { contactErased } from "#features/contacts/events";
import { deleteContacts } from "#features/contacts/writes-erased";
import { forgetSuppressed } from "#features/suppressions/index";
import type { Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * What erases a person's contacts at last: for a commit, which tells whoever follows events. Their acts of consent must be sealed
 * by then: what is not cannot be taken out without breaking the chain.
 *
 * @param person The contact that was left, and all that the person was.
 */
export const eraseContacts = (
  ctx: ScopedContext,
  { id, ids }: { readonly id: Id<"contact">; readonly ids: readonly Id<"contact">[] },
): Required<Pick<Commit, "statements" | "events">> => ({
  statements: [
    ...redactConsents(ctx.db, ids),
    forgetSuppressed(ctx.db, ids),
    ...deleteContacts(ctx.db, ids),
  ],
  events: [contactErased(id)],
});
