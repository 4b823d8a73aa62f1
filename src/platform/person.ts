import { AppError } from "#core/errors";
import type { Actor, WorkspaceContext } from "#platform/context";

/** A context whose caller signed in as a person. Verbs on one's own account take it: no scope is needed, but a self is. */
export type PersonContext = WorkspaceContext & { readonly actor: Extract<Actor, { kind: "user" }> };

/**
 * The caller as a person.
 *
 * @throws AppError `missing_scope` for an API key, which has no profile and no session.
 */
export const asPerson = (ctx: WorkspaceContext): PersonContext => {
  const { actor } = ctx;
  if (actor.kind === "user") return { ...ctx, actor };
  throw new AppError("missing_scope", "Sign in as a person: an API key has no account of its own.");
};
