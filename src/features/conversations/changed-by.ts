import type { ChangedBy } from "#features/conversations/events";
import type { ScopedContext } from "#platform/context";

/** The caller, as events tell of it. */
export const callerOf = ({ actor }: ScopedContext): ChangedBy => ({
  by: actor.kind === "job" ? "automation" : actor.kind,
});
