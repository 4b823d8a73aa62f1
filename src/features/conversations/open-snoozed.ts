import { conversationStatusChanged } from "#features/conversations/events";
import { findSnoozedDue, nextSnoozedDueAt } from "#features/conversations/queries-snoozed";
import { isNoLongerSnoozed, openSnoozed } from "#features/conversations/writes-snoozed";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/** Conversations that one act opens. */
const ROUND_MAX = 100;
const ROUNDS_MAX = 20;

/** Open the snoozed conversations whose time has come, each once, and tell of each. */
export async function sweepConversations(ctx: ScopedContext): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const nowMs = ctx.nowMs();
    const due = await findSnoozedDue(ctx.db, nowMs, ROUND_MAX);
    if (due.length === 0) return ringForNext(ctx, nowMs);
    try {
      await commit(ctx, {
        statements: openSnoozed(
          ctx.db,
          due.map(({ id }) => id),
          nowMs,
        ),
        events: due.map((was) =>
          conversationStatusChanged(
            { was, row: { ...was, status: "open", snoozedUntil: null } },
            { by: "timer" },
          ),
        ),
      });
    } catch (error) {
      // Somebody opened one of them meanwhile: the next round looks again.
      if (!isNoLongerSnoozed(error)) throw error;
    }
  }
}

async function ringForNext(ctx: ScopedContext, nowMs: number): Promise<void> {
  const nextMs = await nextSnoozedDueAt(ctx.db, nowMs);
  if (nextMs !== null) await wakeAt(ctx, "conversations.due", nextMs);
}
