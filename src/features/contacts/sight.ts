import { SEES_ALL, type Sight } from "#core/contact/mask";
import { AppError } from "#core/errors";
import type { Filter } from "#core/segment/filter";
import { unseenLeaf } from "#core/segment/unseen-leaf";
import { readHiddenKeys } from "#features/contacts/queries-fields";
import { holdsScope, type ScopedContext } from "#platform/context";

/** What the caller may see of people: everything with `contacts:pii`, which costs no read. */
export const sightOf = async (ctx: Pick<ScopedContext, "actor" | "db">): Promise<Sight> =>
  holdsScope(ctx.actor, "contacts:pii")
    ? SEES_ALL
    : { seesAll: false, hidden: new Set(await readHiddenKeys(ctx.db)) };

/** @throws AppError `missing_scope` for a filter that would tell the caller what it may not see. */
export async function refuseUnseen(
  ctx: Pick<ScopedContext, "actor" | "db">,
  filter: Filter,
  pointer = "/filter",
): Promise<void> {
  const leaf = unseenLeaf(filter, await sightOf(ctx));
  if (leaf !== undefined)
    throw unseen(pointer, "A filter without contacts:pii names whole phone numbers and values.");
}

/** @param pointer What asked for a part of what is hidden. */
export const unseen = (pointer: string, message: string): AppError =>
  new AppError("missing_scope", message, {
    errors: [{ pointer, code: "missing_scope", message }],
  });
