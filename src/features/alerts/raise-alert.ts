import type { BadNews } from "#core/alert/bad-news";
import { ALERT_QUIET_MS } from "#core/alert/kinds";
import { derivedSuffix, timeChars } from "#core/derived-id";
import { ID_PREFIXES, type Id } from "#core/ids";
import { alertRaised } from "#features/alerts/events";
import { insertAlert, isQuiet } from "#features/alerts/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** What raises an alert. */
export interface Cause {
  /** Of the event; null when no event told it. */
  readonly seq: number | null;
  /** Unix ms. */
  readonly atMs: number;
}

/**
 * The one place where bad news becomes an alert: a row, an event, an audit entry, and a bell for the letters. The same of the
 * same is raised once a day; an event that is brought again raises nothing.
 */
export async function raiseAlert(ctx: ScopedContext, news: BadNews, cause: Cause): Promise<void> {
  const id: Id<"alert"> = `${ID_PREFIXES.alert}_${derivedSuffix(
    timeChars(cause.atMs),
    JSON.stringify([cause.seq ?? cause.atMs, news.kind, news.subject]),
  )}`;
  const row = {
    id,
    ...news,
    causeSeq: cause.seq,
    raisedAt: cause.atMs,
    mailedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
  };
  try {
    await commit(ctx, {
      statements: insertAlert(ctx.db, row, cause.atMs - ALERT_QUIET_MS),
      events: [alertRaised(id, news)],
      audit: { action: "alert.raise", target: news.subject, changes: { kind: news.kind } },
    });
  } catch (error) {
    if (isQuiet(error)) return;
    throw error;
  }
  await ring(ctx);
}

/** The row is the truth: without the bell the sweep sends the letters. */
async function ring(ctx: ScopedContext): Promise<void> {
  try {
    await ctx.enqueue({ kind: "alerts.mail", tenantId: ctx.tenant.id });
  } catch (error) {
    log("warn", "doorbell.lost", { tenant: ctx.tenant.id, ...describeError(error) });
  }
}
