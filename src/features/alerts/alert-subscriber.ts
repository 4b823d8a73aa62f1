import { BAD_NEWS_TYPES, badNewsOf, isOptOutRateHigh } from "#core/alert/bad-news";
import { ALERT_QUIET_MS } from "#core/alert/kinds";
import { readOptOuts } from "#features/alerts/queries";
import { raiseAlert } from "#features/alerts/raise-alert";
import type { EventSubscriber } from "#features/events/index";

/** Raises an alert for whatever of the ledger is bad news, and when many people withdraw. */
export const alertSubscriber: EventSubscriber = {
  name: "alerts",
  types: new Set([...BAD_NEWS_TYPES, "consent.withdrawn"]),
  take: async (ctx, events) => {
    for (const event of events) {
      const news = badNewsOf(event);
      if (news !== null) await raiseAlert(ctx, news, event);
    }
    const withdrawn = events.findLast(({ type }) => type === "consent.withdrawn");
    if (withdrawn === undefined) return;
    const { optOuts, delivered } = await readOptOuts(ctx.db, withdrawn.atMs - ALERT_QUIET_MS);
    if (isOptOutRateHigh(optOuts, delivered))
      await raiseAlert(ctx, { kind: "opt_out_rate", subject: null }, withdrawn);
  },
};
