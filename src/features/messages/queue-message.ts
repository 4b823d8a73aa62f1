import { AppError } from "#core/errors";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isPersonConflict } from "#features/contacts/index";
import { planMessage } from "#features/messages/plan-message";
import { planScheduled } from "#features/messages/schedule-message";
import type { MessageView } from "#features/messages/schemas";
import type { SendMessageBody } from "#features/messages/send-schemas";
import { isSecondRef, refuseSecondRef } from "#features/messages/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/**
 * Decide on one message that a caller asks for and write it in one commit, then ring. A contact that comes to be meanwhile is
 * taken into account.
 *
 * @param answerOf What is stored under the context's idempotency key.
 * @throws AppError as `sendMessage`. @throws AlreadyAnswered when the key was used.
 */
export const queueMessage = (
  ctx: ScopedContext,
  body: SendMessageBody,
  answerOf: (view: MessageView) => unknown,
): Promise<MessageView> => retryConflict(() => queueOnce(ctx, body, answerOf), isPersonConflict);

async function queueOnce(
  ctx: ScopedContext,
  body: SendMessageBody,
  answerOf: (view: MessageView) => unknown,
): Promise<MessageView> {
  const of = { author: ctx.actor.kind === "job" ? null : ctx.actor.id };
  const { row, view, statements, events, settled } =
    body.send_at === undefined
      ? await planMessage(ctx, body, of)
      : await planScheduled(ctx, body, { ...of, atMs: body.send_at });
  const uniqueRef = body.client_ref_unique === true ? row.clientRef : null;
  try {
    await commit(ctx, {
      statements: [
        ...(uniqueRef === null ? [] : [refuseSecondRef(ctx.db, uniqueRef)]),
        ...statements,
      ],
      events,
      audit: { action: "message.send", target: row.id, changes: { type: row.type } },
      answer: { status: 202, body: answerOf(view) },
    });
  } catch (error) {
    if (isSecondRef(error)) throw duplicate(body.client_ref ?? "", error);
    throw error;
  }
  await settled();
  return view;
}

const duplicate = (clientRef: string, cause: unknown): AppError =>
  new AppError("duplicate_client_ref", `Another message has the client_ref ${clientRef}.`, {
    errors: [
      { pointer: "/client_ref", code: "duplicate_client_ref", message: "Used by another message." },
    ],
    cause,
  });
