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
 * @throws AppError `not_found` with the pointer of the first who is none.
 */
export async function requireMembers(
  ctx: ScopedContext,
  named: readonly NamedMember[],
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
  return given.map(({ id }) => id);
}

const noMember = (pointer: string) =>
  fieldError("not_found", pointer, "Nobody of this workspace has this id.");
