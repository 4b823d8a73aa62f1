import type { Id } from "#core/ids";
import { holdsScope, type ScopedContext } from "#platform/context";
import { noteRead } from "#platform/note-read";

/**
 * Whoever sees people whole (`contacts:pii`) leaves a trace of it: a person who signed in once a day for each contact that they open, and
 * whoever calls once a day for lists. A key, which may read everybody every night, leaves that of lists alone.
 */
export function noteWhole(ctx: ScopedContext, contactId: Id<"contact">): void {
  if (!holdsScope(ctx.actor, "contacts:pii")) return;
  if (ctx.actor.kind === "user") noteRead(ctx, { action: "contact.read", target: contactId });
  else noteWholeList(ctx, 1);
}

/** The same of a list: `count` of its first page of the day. */
export function noteWholeList(ctx: ScopedContext, count: number): void {
  if (holdsScope(ctx.actor, "contacts:pii") && count > 0)
    noteRead(ctx, { action: "contact.list", changes: { count } });
}
