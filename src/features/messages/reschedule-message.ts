import { AppError, fieldError, notFound } from "#core/errors";
import { canSchedule } from "#core/message/schedule";
import { messageScheduled } from "#features/messages/events";
import { findMessage } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import type { RescheduleBody } from "#features/messages/send-schemas";
import { messageViewOf } from "#features/messages/view";
import {
  isNoLongerScheduled,
  requireScheduled,
  reschedule,
} from "#features/messages/writes-scheduled";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { seen } from "#platform/number-access";
import { wakeAt } from "#platform/wake";

/**
 * Move a scheduled message to another instant.
 *
 * @throws AppError `not_found`; `invalid_state` when it does not wait any more; `out_of_range` of `/send_at`.
 */
export async function rescheduleMessage(
  ctx: TenantContext,
  id: string,
  { send_at: atMs }: RescheduleBody,
): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  const row = seen(ctx, await findMessage(ctx.db, id));
  if (row === undefined) throw notFound();
  if (row.state !== "scheduled") throw waitsNoMore();
  if (!canSchedule(atMs, ctx.nowMs()))
    throw fieldError("out_of_range", "/send_at", "The instant is ahead, at most 365 days.");
  const view = await messageViewOf(ctx, { ...row, dueAt: atMs }, { links: false });
  try {
    await commit(ctx, {
      statements: [requireScheduled(ctx.db, row), reschedule(ctx.db, row.id, atMs)],
      events: [messageScheduled(row, atMs)],
      audit: { action: "message.reschedule", target: row.id },
      answer: { status: 200, body: view },
    });
  } catch (error) {
    if (isNoLongerScheduled(error)) throw waitsNoMore();
    throw error;
  }
  await wakeAt(ctx, "messages.due", atMs);
  return view;
}

const waitsNoMore = (): AppError =>
  new AppError("invalid_state", "Only a scheduled message can be moved to another instant.");
