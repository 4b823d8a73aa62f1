import type { Id } from "#core/ids";
import { conversationAssigned } from "#features/conversations/events";
import { findMembers } from "#features/conversations/queries-members";
import {
  findConversations,
  findHeld,
  readAssignees,
} from "#features/conversations/queries-strangers";
import { isNoLongerHeld, unassign } from "#features/conversations/writes-strangers";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** Conversations that one look finds, and that one act takes. */
const FOUND_MAX = 2_000;
const ROUND_MAX = 100;
const LOOKS_MAX = 50;

/**
 * What somebody has who is no member any more becomes nobody's, and is told. Resolved conversations keep who had them; one that a
 * person opens again is found by the sweep.
 */
export const unassignStrangers = (ctx: ScopedContext): Promise<void> => takeFrom(ctx, () => true);

/** The net under the job: whoever is here no more and has open conversations. Without such it costs a few rows. */
export const sweepStrangers = (ctx: ScopedContext): Promise<void> =>
  takeFrom(ctx, ({ open }) => open > 0);

async function takeFrom(
  ctx: ScopedContext,
  isWorth: (assignee: { readonly open: number }) => boolean,
): Promise<void> {
  const assignees = (await readAssignees(ctx.db)).filter(isWorth).map(({ id }) => id);
  const members = await findMembers(ctx.control, ctx.tenant.id, assignees);
  for (const id of assignees) if (!members.has(id)) await takeAll(ctx, id);
}

async function takeAll(ctx: ScopedContext, from: Id<"user">): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look++) {
    const ids = await findHeld(ctx.db, from, FOUND_MAX);
    for (let at = 0; at < ids.length; at += ROUND_MAX)
      await take(ctx, ids.slice(at, at + ROUND_MAX), from);
    if (ids.length < FOUND_MAX) return;
  }
}

async function take(
  ctx: ScopedContext,
  ids: readonly Id<"conversation">[],
  from: Id<"user">,
): Promise<void> {
  const rows = (await findConversations(ctx.db, ids)).filter(({ assignee }) => assignee === from);
  if (rows.length === 0) return;
  try {
    await commit(ctx, {
      statements: unassign(
        ctx.db,
        rows.map(({ id }) => id),
        from,
      ),
      events: rows.map((was) =>
        conversationAssigned({ was, row: { ...was, assignee: null } }, { by: "rule" }),
      ),
    });
  } catch (error) {
    // Somebody gave one of them away meanwhile: the sweep looks again.
    if (!isNoLongerHeld(error)) throw error;
  }
}
