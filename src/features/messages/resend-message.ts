import { AppError, notFound } from "#core/errors";
import { planMessage } from "#features/messages/plan-message";
import { findMessage, type MessageRow } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { SendMessageBody } from "#features/messages/send-schemas";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";
import { seen } from "#platform/number-access";

/**
 * Send again what failed, or of which nobody can tell whether Meta took it, as a new message that is decided on like any other. The
 * caller says that the person may get it twice.
 *
 * @throws AppError `not_found`; `invalid_state` of every other message; every refusal of `planMessage`.
 */
export async function resendMessage(ctx: TenantContext, id: string): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  const row = seen(ctx, await findMessage(ctx.db, id));
  if (row === undefined) throw notFound();
  const { view, statements, events, settled } = await planMessage(ctx, asked(row), {
    author: ctx.actor.kind === "job" ? null : ctx.actor.id,
    retryOf: row.id,
  });
  await commit(ctx, {
    statements,
    events,
    audit: { action: "message.resend", target: row.id, changes: { message: view.id } },
    answer: { status: 202, body: view },
  });
  await settled();
  return view;
}

/** What would be asked for to send a message again. */
function asked(row: MessageRow): SendMessageBody {
  const isOver = row.state === "failed" || row.state === "unknown";
  if (row.direction === "inbound" || row.campaignId !== null || !isOver)
    throw new AppError(
      "invalid_state",
      "Only a message of no campaign that failed, or is unknown, can be sent again.",
    );
  const content = withoutRendering(row.content);
  const of = { from: row.numberId, to: row.contactId, type: row.type, [row.type]: content };
  const body = SendMessageBody.safeParse({ ...of, ...besideContent(row) });
  if (body.success) return body.data;
  throw new AppError("invalid_state", "The message is of a kind that is not sent any more.");
}

/** A reaction names its message in its content. */
function besideContent({ type, contextWamid, clientRef, metadata, purpose }: MessageRow): object {
  const answers = contextWamid !== null && type !== "reaction";
  return {
    ...(answers ? { context: { message_id: contextWamid } } : {}),
    ...(clientRef === null ? {} : { client_ref: clientRef }),
    ...(metadata === null ? {} : { metadata }),
    ...(purpose === "transactional" && type !== "template" ? { purpose } : {}),
  };
}

function withoutRendering(content: unknown): unknown {
  if (typeof content !== "object" || content === null || !("rendered" in content)) return content;
  const { rendered: _shown, ...sent } = content;
  return sent;
}
