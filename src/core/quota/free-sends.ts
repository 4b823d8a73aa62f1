/**
 * Sends that may leave at any moment of a span, which is what a lone message needs: its sender may be far from whoever gives
 * out slots, and would only ever hear of a slot that has gone by. Each one is held against every window that it could fall into,
 * so a few of them cost a little of the limit, and none of them breaks it.
 */
import { SLACK_MS, WINDOW_MS, type SendWindow } from "#core/quota/send-window";

/** How long after it was asked for a free send may leave, ms: a message from another continent is there by then. */
export const FREE_MS = 600;
/** A free send may take this much longer on its way to Meta than others do, ms. */
const LATE_MS = 200;
/** The part of a limit that free sends may take up. */
const SHARE = 1 / 8;

/** Instants (Unix ms, ascending) until which each free send may matter to a window. */
export type FreeSends = readonly number[];

export const NO_FREE_SENDS: FreeSends = [];

/** Those that still matter. */
const aliveAt = (free: FreeSends, nowMs: number): FreeSends =>
  free.filter((untilMs) => untilMs > nowMs);

/** What of a limit is left for slots while free sends may leave. At least 1. */
export const limitBeside = (free: FreeSends, limit: number, nowMs: number): number =>
  Math.max(1, limit - aliveAt(free, nowMs).length);

/**
 * Let as many sends of an ask leave freely as the number has room for: nothing when slots take up its limit, or when it is too
 * slow for an eighth of it to be a message.
 *
 * @param ask `limit` in sends per second, now.
 * @returns the free sends after it, and how many of the ask there are among them.
 */
export function takeFree(
  free: FreeSends,
  window: SendWindow,
  {
    count,
    limit,
    nowMs,
  }: { readonly count: number; readonly limit: number; readonly nowMs: number },
): { readonly free: FreeSends; readonly taken: number } {
  const alive = aliveAt(free, nowMs);
  const slots = window.filter((at) => at > nowMs - WINDOW_MS - SLACK_MS).length;
  const room = Math.min(Math.floor(limit * SHARE), limit - slots) - alive.length;
  const taken = Math.max(0, Math.min(count, room));
  const untilMs = nowMs + FREE_MS + LATE_MS + WINDOW_MS + SLACK_MS;
  return { free: [...alive, ...Array.from({ length: taken }, () => untilMs)], taken };
}
