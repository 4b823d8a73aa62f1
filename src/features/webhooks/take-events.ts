import { wants } from "#core/webhook/wants";
import type { EventSubscriber } from "#features/events/index";
import { findEnabled } from "#features/webhooks/queries";

/**
 * Follows the ledger for all webhooks: it rings for those that want something of what happened, and writes nothing. Each webhook
 * has a cursor of its own, so it does no harm to be told twice. One that is left alone for a while is rung for when that is over.
 */
export const WEBHOOKS_SUBSCRIBER: EventSubscriber = {
  name: "webhooks",
  types: null,
  take: async (ctx, events) => {
    const rows = await findEnabled(ctx.db);
    const ids = rows
      .filter(({ pausedUntil }) => (pausedUntil ?? 0) <= ctx.nowMs())
      .filter((row) => events.some((event) => wants(row, event)))
      .map(({ id }) => id);
    if (ids.length > 0) await ctx.session.ringWebhooks(ids);
  },
};
