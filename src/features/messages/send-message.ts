import { AppError } from "#core/errors";
import { retryConflict } from "#db/tenant/retry-conflict";
import { isPersonConflict } from "#features/contacts/index";
import { planMessage } from "#features/messages/plan-message";
import { planScheduled } from "#features/messages/schedule-message";
import type { MessageView } from "#features/messages/schemas";
import type { SendMessageBody } from "#features/messages/send-schemas";
import { isSecondRef, refuseSecondRef } from "#features/messages/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Take a message over for sending, now or at an instant: everything is decided on one read and written in one batch; the sender does the rest. An
 * unknown phone number or user id becomes a contact.
 *
 * @throws AppError every refusal of `planMessage` and `planScheduled`; `duplicate_client_ref`.
 */
export async function sendMessage(ctx: TenantContext, body: SendMessageBody): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  return retryConflict(() => queueMessage(ctx, body), isPersonConflict);
}

async function queueMessage(ctx: ScopedContext, body: SendMessageBody): Promise<MessageView> {
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
      answer: { status: 202, body: view },
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
