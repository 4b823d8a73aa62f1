import { AppError } from "#core/errors";
import type { ScopedWorkspaceContext } from "#platform/context";
import { asPerson, type PersonContext } from "#platform/person";

/**
 * The caller as an owner: to close a workspace, or take it back, is nobody else's.
 *
 * @throws AppError `missing_scope` for an API key, `owner_required`.
 */
export function asOwner(caller: ScopedWorkspaceContext): PersonContext {
  const ctx = asPerson(caller);
  if (ctx.actor.role === "owner") return ctx;
  throw new AppError("owner_required", "Only an owner of the workspace may do this.");
}
