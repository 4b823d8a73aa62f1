import { AppError, notFound } from "#core/errors";
import { applyFacts } from "#db/tenant/apply-facts";
import { findMessage } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { messageViewOf } from "#features/messages/view";
import { isClaimed, refuseClaimed } from "#features/messages/writes";
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
  if (row === undefined) throw notFound();
  if (row.direction === "inbound" || row.campaignId !== null || row.state !== "queued")
    throw tooLate(row.state);
  const view = await messageViewOf(ctx, { ...row, state: "cancelled" }, { links: false });
  try {
    await commit(ctx, {
      statements: [
        refuseClaimed(ctx.db, row.id),
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
    if (isClaimed(error)) throw tooLate("sending");
    throw error;
  }
  return view;
}

const tooLate = (state: string): AppError =>
  new AppError("invalid_state", `A message that is ${state} cannot be cancelled.`);
