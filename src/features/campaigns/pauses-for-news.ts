import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { NumberStatus } from "#core/number/states";
import { pauseRunning } from "#db/tenant/pause-campaign";
import { campaignSteered } from "#features/campaigns/events";
import { findRunningWith } from "#features/campaigns/queries";
import type { Stops } from "#features/messages/index";
import type { ScopedContext } from "#platform/context";

/** What an act changes that running campaigns hang on. */
export interface News {
  /** What the act tells. */
  readonly events: readonly NewEvent[];
  /** Numbers that it stops from sending, as they are then. */
  readonly stopped: readonly { readonly id: Id<"number">; readonly status: NumberStatus }[];
  /** Campaigns that it pauses for another reason. */
  readonly already: readonly Id<"campaign">[];
}

/**
 * What pauses the running campaigns whose number stops sending, or whose template has become marketing, in the act that says so.
 * The reason is `number_restricted` or the like, and `template_category_changed`: their audience was chosen under other rules. Who
 * goes on with one of these sends to those who granted marketing, because the claim reads the category as it is. Nothing is read
 * without such news.
 */
export async function pausesForNews(
  ctx: ScopedContext,
  { events, stopped, already }: News,
): Promise<Stops> {
  const byNumber = new Map(stopped.map(({ id, status }) => [id, `number_${status}`]));
  const templates = templatesMadeMarketing(events);
  const isQuiet = byNumber.size + templates.length === 0;
  const found = isQuiet ? [] : await findRunningWith(ctx.db, [...byNumber.keys()], templates);
  const nowMs = ctx.nowMs();
  const paused = found
    .filter(({ id }) => !already.includes(id))
    .map(({ id, numberId }) => ({
      id,
      reason: byNumber.get(numberId) ?? "template_category_changed",
    }));
  return {
    statements: paused.map(({ id, reason }) => pauseRunning(ctx.db, id, { reason, nowMs })),
    events: paused.map(({ id, reason }) => campaignSteered("paused", id, reason)),
    campaigns: paused.map(({ id }) => id),
  };
}

const templatesMadeMarketing = (events: readonly NewEvent[]): readonly Id<"template">[] =>
  events.flatMap((event) =>
    event.type === "template.category_changed" && event.data.category === "MARKETING"
      ? [event.data.template_id]
      : [],
  );
