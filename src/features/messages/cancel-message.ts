import { AppError } from "#core/errors";
import { statement } from "#db/statement";
import { violatesNotNull } from "#db/statement";
import { applyFacts } from "#db/tenant/apply-facts";
import { findMessage } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { messageView } from "#features/messages/view";
import { commit } from "#platform/commit";
import { requireScope, type TenantContext } from "#platform/context";

/**
 * Take back a message that nobody has claimed yet. Rows of a campaign are cancelled with their campaign.
 *
 * @throws AppError `not_found`; `invalid_state` when it is on its way or was sent.
 */
export async function cancelMessage(ctx: TenantContext, id: string): Promise<MessageView> {
  requireScope(ctx, "messages:send");

  const row = await findMessage(ctx.db, id);
  if (row === undefined) throw new AppError("not_found", "No such message.");
  if (row.direction === "inbound" || row.campaignId !== null || row.state !== "queued")
    throw tooLate(row.state);
  const view = messageView({ ...row, state: "cancelled" });
  try {
    await commit(ctx, {
      statements: [
        // Fails the whole batch when a run claimed the row after it was read.
        statement(
          ctx.db,
          "UPDATE messages SET state = NULL WHERE id = ?1 AND state <> 'queued'",
          row.id,
        ),
        ...applyFacts(
          ctx.db,
          [{ id: row.id, state: "cancelled", onlyFrom: "queued" }],
          ctx.nowMs(),
          {
            campaigns: false,
          },
        ),
      ],
      audit: { action: "message.cancel", target: row.id },
      answer: { status: 200, body: view },
    });
  } catch (error) {
    if (violatesNotNull(error, "messages.state")) throw tooLate("sending");
    throw error;
  }
  return view;
}

const tooLate = (state: string): AppError =>
  new AppError("invalid_state", `A message that is ${state} cannot be cancelled.`);
