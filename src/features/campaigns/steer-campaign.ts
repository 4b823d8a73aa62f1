import type { CampaignStatus } from "#core/campaign/states";
import { AppError } from "#core/errors";
import type { Statement } from "#db/statement";
import { campaignSteered } from "#features/campaigns/events";
import { finishIfSettled, skipWaiting } from "#features/campaigns/finish-campaign";
import { findCampaign, requireCampaign, type CampaignRow } from "#features/campaigns/queries";
import { startSending } from "#features/campaigns/start-sending";
import { campaignView } from "#features/campaigns/view";
import { isStale, requireStanding, setStatus } from "#features/campaigns/writes";
import { commit } from "#platform/commit";
import { requireScope, type ScopedContext, type TenantContext } from "#platform/context";

/**
 * Pause a running campaign. Nothing is claimed after this; what waits for its moment to be sent goes back to the queue.
 *
 * @throws AppError `not_found`, `invalid_state`.
 */
export async function pauseCampaign(ctx: TenantContext, id: string): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:launch");
  const row = await steer(ctx, id, {
    verb: "pause",
    from: ["running"],
    to: { status: "paused", pauseReason: "requested" },
    event: "paused",
  });
  await ctx.session.pauseCampaign(row.id);
  return row;
}

/**
 * Go on with a paused campaign where it stopped.
 *
 * @throws AppError `not_found`, `invalid_state`.
 */
export async function resumeCampaign(ctx: TenantContext, id: string): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:launch");
  const row = await steer(ctx, id, {
    verb: "resume",
    from: ["paused"],
    to: { status: "running", pauseReason: null },
    event: "resumed",
  });
  await ctx.session.resumeCampaign(row.id);
  await startSending(ctx, row);
  await finishIfSettled(ctx, row.id);
  return row;
}

/**
 * Cancel for good: whoever was not sent to yet is skipped. What is on its way to Meta keeps its own end.
 *
 * @throws AppError `not_found`, `invalid_state`.
 */
export async function cancelCampaign(ctx: TenantContext, id: string): Promise<CampaignRow> {
  requireScope(ctx, "campaigns:launch");
  const row = await steer(ctx, id, {
    verb: "cancel",
    from: ["planning", "running", "paused"],
    to: { status: "cancelled", pauseReason: null },
    event: "cancelled",
    also: (before) => skipWaiting(ctx, before),
  });
  await ctx.session.cancelCampaign(row.id);
  return row;
}

/**
 * Pause a campaign that cannot go on: no person asked for it, so a campaign that is not running any more is left alone.
 *
 * @param reason Stable word for `pause_reason`, e.g. `meta_131042` or `template_paused`.
 */
export async function pauseForReason(
  ctx: ScopedContext,
  id: CampaignRow["id"],
  reason: string,
): Promise<void> {
  const row = await findCampaign(ctx.db, id);
  if (row?.status === "running")
    try {
      await commit(ctx, {
        statements: [
          requireStanding(ctx.db, row, ["running"]),
          setStatus(ctx.db, id, { status: "paused", pauseReason: reason }, ctx.nowMs()),
        ],
        events: [campaignSteered("paused", id, reason)],
      });
    } catch (error) {
      if (!isStale(error)) throw error;
    }
  await ctx.session.pauseCampaign(id);
}

interface Course {
  readonly verb: "pause" | "resume" | "cancel";
  readonly from: readonly CampaignStatus[];
  readonly to: { readonly status: CampaignStatus; readonly pauseReason: string | null };
  readonly event: "paused" | "resumed" | "cancelled";
  /** Further statements of the same batch. */
  readonly also?: (before: CampaignRow) => readonly Statement[];
}

async function steer(ctx: ScopedContext, id: string, course: Course): Promise<CampaignRow> {
  const before = await requireCampaign(ctx, id);
  if (!course.from.includes(before.status)) throw wrongState(course, before.status);
  const nowMs = ctx.nowMs();
  const row: CampaignRow = {
    ...before,
    ...course.to,
    version: before.version + 1,
    updatedAt: nowMs,
    completedAt: course.to.status === "cancelled" ? nowMs : before.completedAt,
  };
  try {
    await commit(ctx, {
      statements: [
        requireStanding(ctx.db, before, course.from),
        setStatus(ctx.db, before.id, course.to, nowMs),
        ...(course.also?.(before) ?? []),
      ],
      audit: { action: `campaign.${course.verb}`, target: before.id },
      events: [campaignSteered(course.event, before.id, course.to.pauseReason)],
      answer: { status: 200, body: campaignView(row) },
    });
  } catch (error) {
    if (isStale(error)) throw wrongState(course, "changed");
    throw error;
  }
  return row;
}

const wrongState = ({ verb, from }: Course, status: string): AppError =>
  new AppError(
    "invalid_state",
    `To ${verb} a campaign it must be ${from.join(" or ")}; it is ${status}.`,
  );
