import type { Id } from "#core/ids";
import type { MessageStatus } from "#core/whatsapp/envelope-status";
import { applyFacts } from "#db/tenant/apply-facts";
import { appendConsents } from "#features/consent/index";
import { findSettleable, type Settleable } from "#features/messages/queries";
import { stopsOf, tellPaused } from "#features/messages/refusal-stops";
import { withdrawalsOf } from "#features/messages/refusal-withdrawals";
import {
  eventOfStatus,
  factsOfStatus,
  knownAtMs,
  refusalOfStatus,
} from "#features/messages/status-facts";
import { forgetParked, isUnparked, requireParked } from "#features/messages/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

const AT_ONCE_MAX = 500;

type Parked = Omit<MessageStatus, "recipient"> & { readonly numberId: Id<"number"> };

/**
 * Apply the statuses that came before their messages, for those whose message is here now. What was parked stays until its
 * message appears or a day is over.
 */
export async function settleOrphans(ctx: ScopedContext): Promise<void> {
  const found = await findSettleable(ctx.db, AT_ONCE_MAX);
  if (found.length === 0) return;
  const statuses = found.map((message) => ({
    message,
    // Safe: only `parkStatuses` writes the column, and it writes this.
    item: JSON.parse(message.body) as Parked,
  }));
  const own = statuses.filter(
    ({ message, item }) =>
      message.numberId === item.numberId &&
      (message.wamid === null || item.wamid === null || message.wamid === item.wamid),
  );
  const ids = [...new Set(found.map(({ id }) => id))];
  const facts = own.map(({ message, item }) => factsWithWamid(message, item));
  const news = own.filter(({ message, item }) => knownAtMs(message, item.status) === null);
  const refusals = news.flatMap(({ message, item }) => refusalOfStatus(message, item) ?? []);
  const stops = await stopsOf(ctx, refusals);
  const consents = appendConsents(ctx, await withdrawalsOf(ctx, refusals));
  try {
    await commit(ctx, {
      statements: [
        requireParked(ctx.db, ids, statuses.length),
        ...applyFacts(ctx.db, facts, ctx.nowMs()),
        ...stops.statements,
        ...consents.statements,
        ...forgetParked(ctx.db, ids),
      ],
      events: [
        ...news.map(({ message, item }) => eventOfStatus(message, item)),
        ...stops.events,
        ...consents.events,
      ],
    });
    await tellPaused(ctx, stops.campaigns);
  } catch (error) {
    if (!isUnparked(error)) throw error;
  }
}

/** The status may be all that knows Meta's id of the message. */
const factsWithWamid = (message: Settleable, item: Parked) => ({
  ...factsOfStatus(message, item),
  ...(item.wamid === null ? {} : { wamid: item.wamid }),
});
