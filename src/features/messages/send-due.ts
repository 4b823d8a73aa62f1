import { shownReason } from "#core/campaign/eligibility";
import { applyFacts } from "#db/tenant/apply-facts";
import { touchConversation } from "#db/tenant/touch-conversation";
import { forgetRefusals, ringMissing } from "#features/media/index";
import { decideDue, type DueVerdict } from "#features/messages/decide-due";
import {
  conversationCreated,
  messageFailed,
  messageQueued,
  messageSkipped,
} from "#features/messages/events";
import { ringOutbox, touchBy, type NewRow } from "#features/messages/plan-message";
import type { MessageRow } from "#features/messages/queries";
import {
  findDue,
  nextDueAt,
  type DueMessage,
  type DuePlace,
} from "#features/messages/queries-scheduled";
import {
  forgetScheduled,
  isNoLongerScheduled,
  queueScheduled,
  requireScheduled,
} from "#features/messages/writes-scheduled";
import { commit, type Commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

const PAGE_MAX = 50;
const PAGES_MAX = 20;

/**
 * Decide on every scheduled message whose instant has come, each in an act of its own, and ask to be rung for the next. However
 * many runs look, a message leaves its wait once. What waits for its number is looked at again by the sweep.
 */
export async function sendDue(ctx: ScopedContext): Promise<void> {
  const nowMs = ctx.nowMs();
  let after: DuePlace = { dueAt: 0, id: "" };
  for (let page = 0; page < PAGES_MAX; page++) {
    const due = await findDue(ctx.db, { nowMs, after, limit: PAGE_MAX });
    for (const one of due) await settle(ctx, one);
    const last = due.at(-1)?.row;
    if (last === undefined || due.length < PAGE_MAX) break;
    after = { dueAt: last.dueAt ?? 0, id: last.id };
  }
  const nextMs = await nextDueAt(ctx.db, nowMs);
  if (nextMs !== null) await wakeAt(ctx, "messages.due", nextMs);
}

async function settle(ctx: ScopedContext, due: DueMessage): Promise<void> {
  const verdict = await decideDue(ctx, due);
  if (verdict.type === "wait") return;
  const act = actOf(ctx, due.row, verdict);
  try {
    await commit(ctx, {
      ...act,
      statements: [
        requireScheduled(ctx.db, due.row),
        ...act.statements,
        forgetScheduled(ctx.db, due.row.id),
      ],
    });
  } catch (error) {
    if (isNoLongerScheduled(error)) return;
    throw error;
  }
  if (verdict.type !== "queue") return;
  await ringMissing(ctx, due.row.numberId, verdict.facts.media);
  await ringOutbox(ctx);
}

function actOf(
  ctx: ScopedContext,
  row: MessageRow,
  verdict: Exclude<DueVerdict, { type: "wait" }>,
): Commit {
  const nowMs = ctx.nowMs();
  if (verdict.type === "queue") return queueAct(ctx, row, { verdict, nowMs });
  const only = { id: row.id, onlyFrom: "scheduled" } as const;
  if (verdict.type === "skip") {
    const { reason } = verdict;
    return {
      statements: applyFacts(
        ctx.db,
        [{ ...only, state: "skipped", skipReason: reason }],
        nowMs,
        OWN,
      ),
      events: [messageSkipped(row, shownReason(reason))],
    };
  }
  const { reason, title } = verdict;
  const error = { code: null, reason, title, detail: null };
  return {
    statements: applyFacts(ctx.db, [{ ...only, failedAtMs: nowMs, error }], nowMs, OWN),
    events: [messageFailed(row, { error, atMs: nowMs })],
  };
}

const OWN = { campaigns: false } as const;

function queueAct(
  ctx: ScopedContext,
  row: MessageRow,
  {
    verdict: { body, decided, facts },
    nowMs,
  }: { readonly verdict: Extract<DueVerdict, { type: "queue" }>; readonly nowMs: number },
): Commit {
  if (!isOfThread(row)) throw new RangeError("a scheduled message has a thread");
  const isFirst = facts.conversationOn(row.numberId) === undefined;
  return {
    statements: [
      ...forgetRefusals(ctx.db, facts.media, { numberId: row.numberId, nowMs }),
      queueScheduled(ctx.db, { id: row.id, type: body.type, decided, nowMs }),
      touchConversation(ctx.db, touchBy(row, nowMs)),
    ],
    events: [...(isFirst ? [conversationCreated(row)] : []), messageQueued(row)],
  };
}

const isOfThread = (row: MessageRow): row is NewRow => row.conversationId !== null;
