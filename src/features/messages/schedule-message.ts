import { fieldError } from "#core/errors";
import { canSchedule, LATE_MAX_MS } from "#core/message/schedule";
import { messageScheduled } from "#features/messages/events";
import {
  prepareMessage,
  type MessageOf,
  type PlannedMessage,
} from "#features/messages/plan-message";
import type { SendMessageBody } from "#features/messages/send-schemas";
import { messageView } from "#features/messages/view";
import { insertOutbound } from "#features/messages/writes";
import { insertScheduled } from "#features/messages/writes-scheduled";
import type { ScopedContext } from "#platform/context";
import { wakeAt } from "#platform/wake";

/**
 * A message that is to be sent at an instant (Unix ms). What can be told today is: its sender, its recipient, consent, template
 * and media; its window is that of the instant, when all is decided on again.
 *
 * @throws AppError `out_of_range` of `/send_at`; as `planMessage`, but for `window_closed`.
 */
export async function planScheduled(
  ctx: ScopedContext,
  body: SendMessageBody,
  { atMs, ...of }: MessageOf & { readonly atMs: number },
): Promise<PlannedMessage> {
  if (!canSchedule(atMs, ctx.nowMs()))
    throw fieldError("out_of_range", "/send_at", "The instant is ahead, at most 365 days.");
  const prepared = await prepareMessage(ctx, body, { ...of, isLater: true });
  const { person } = prepared;
  const row = { ...prepared.row, state: "scheduled", queuedAt: null, dueAt: atMs } as const;
  const seconds = body.max_lateness_seconds;
  const lateMaxMs = seconds === undefined ? LATE_MAX_MS : seconds * 1000;
  return {
    row,
    view: {
      ...messageView(row, { quoted: new Map(), media: null }),
      context: prepared.view.context,
      media: prepared.view.media,
    },
    statements: [
      ...person.statements,
      insertOutbound(ctx.db, row),
      insertScheduled(ctx.db, { id: row.id, body, lateMaxMs }),
    ],
    events: [...person.events, messageScheduled(row, atMs)],
    settled: () => wakeAt(ctx, "messages.due", atMs),
  };
}
