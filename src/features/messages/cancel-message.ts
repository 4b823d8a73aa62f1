import { AppError, notFound } from "#core/errors";
import type { Statement } from "#db/statement";
import { applyFacts } from "#db/tenant/apply-facts";
import { messageCancelled } from "#features/messages/events";
import { findMessage, type MessageRow } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { messageViewOf } from "#features/messages/view";
import { isClaimed, refuseClaimed } from "#features/messages/writes";
import {
  forgetScheduled,
  isNoLongerScheduled,
  requireScheduled,
} from "#features/messages/writes-scheduled";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";
import { seen } from "#platform/number-access";

/**
 * Take back a message that waits for its instant, or that nobody has claimed yet. Rows of a campaign are cancelled with their campaign.
 *
 * @throws AppError `not_found`; `invalid_state` when it is on its way or was sent.
 */
export async function cancelMessage(ctx: TenantContext, id: string): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  const row = seen(ctx, await findMessage(ctx.db, id));
  if (row === undefined) throw notFound();
  if (row.direction === "inbound" || row.campaignId !== null || !isOpen(row))
    throw tooLate(row.state);
  const view = await messageViewOf(ctx, { ...row, state: "cancelled" }, { links: false });
  try {
    await commit(ctx, {
      statements: takeBack(ctx, row),
      events: [messageCancelled(row)],
      audit: { action: "message.cancel", target: row.id },
      answer: { status: 200, body: view },
    });
  } catch (error) {
    if (isClaimed(error) || isNoLongerScheduled(error)) throw tooLate("sending");
    throw error;
  }
  return view;
}

type OpenRow = MessageRow & { readonly state: "queued" | "scheduled" };

const isOpen = (row: MessageRow): row is OpenRow =>
  row.state === "queued" || row.state === "scheduled";

function takeBack(ctx: ScopedContext, row: OpenRow): readonly Statement[] {
  const facts = [{ id: row.id, state: "cancelled", onlyFrom: row.state }] as const;
  const cancelled = applyFacts(ctx.db, facts, ctx.nowMs(), { campaigns: false });
  return row.state === "queued"
    ? [refuseClaimed(ctx.db, row.id), ...cancelled]
    : [requireScheduled(ctx.db, row), ...cancelled, forgetScheduled(ctx.db, row.id)];
}

const tooLate = (state: string): AppError =>
  new AppError("invalid_state", `A message that is ${state} cannot be cancelled.`);
