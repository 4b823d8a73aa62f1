import { reaches } from "#core/account/number-access";
import { fieldError } from "#core/errors";
import { isId, type Id } from "#core/ids";
import { findMembers } from "#features/conversations/queries-members";
import type { ScopedContext } from "#platform/context";

/** Somebody whom a body names, and where. */
export interface NamedMember {
  readonly id: string;
  /** JSON pointer of the id. */
  readonly pointer: string;
}

/**
 * People whom a body names, as members of the workspace.
 *
 * @param numberId Whose conversation they are given: it is shown to them.
 * @throws AppError `not_found` with the pointer of the first who is none; `invalid_request` of who may not know of the number.
 */
export async function requireMembers(
  ctx: ScopedContext,
  named: readonly NamedMember[],
  numberId?: Id<"number">,
): Promise<readonly Id<"user">[]> {
  const given = named.map(({ id, pointer }) => {
    if (!isId("user", id)) throw noMember(pointer);
    return { id, pointer };
  });
  const members = await findMembers(
    ctx.control,
    ctx.tenant.id,
    given.map(({ id }) => id),
  );
  const stranger = given.find(({ id }) => !members.has(id));
  if (stranger !== undefined) throw noMember(stranger.pointer);
  const blind = numberId && given.find(({ id }) => !reaches(members.get(id) ?? null, numberId));
  if (blind)
    throw fieldError("invalid_request", blind.pointer, "The number is not shown to this member.");
  return given.map(({ id }) => id);
}

const noMember = (pointer: string) =>
  fieldError("not_found", pointer, "Nobody of this workspace has this id.");
