import type { NewEvent } from "#core/event/catalogue";
import { pauseRunning } from "#db/tenant/pause-campaign";
import { campaignSteered } from "#features/campaigns/events";
import { findRunningWith } from "#features/campaigns/queries";
import type { Stops } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

const REASON = "template_category_changed";

/**
 * What pauses the running campaigns whose template has become marketing: their audience was chosen under other rules. Who goes on
 * with one sends to those who granted marketing, because the claim reads the category as it is.
 *
 * @param news What an act tells; nothing is read when no template's category is in it.
 */
export async function pausesForCategory(
  ctx: ScopedContext,
  news: readonly NewEvent[],
): Promise<Stops> {
  const templates = news.flatMap((event) =>
    event.type === "template.category_changed" && event.data.category === "MARKETING"
      ? [event.data.template_id]
      : [],
  );
  const campaigns = templates.length === 0 ? [] : await findRunningWith(ctx.db, templates);
  const nowMs = ctx.nowMs();
  return {
    campaigns,
    statements: campaigns.map((id) => pauseRunning(ctx.db, id, { reason: REASON, nowMs })),
    events: campaigns.map((id) => campaignSteered("paused", id, REASON)),
  };
}
