import { canSend } from "#core/number/can-send";
import type { NumberQuality, NumberStatus } from "#core/number/states";
import type { AccountNews } from "#core/whatsapp/envelope-account";

const SAID = ["quality", "limit", "throughput", "name"] as const;

/** When Meta last spoke of each of these, Unix ms. */
export type SaidAt = Readonly<Partial<Record<(typeof SAID)[number], number>>>;

/** The part of a number that Meta's word changes. Instants are Unix ms. */
export interface Standing {
  readonly status: NumberStatus;
  readonly qualityRating: NumberQuality;
  readonly throughputMps: number;
  readonly messagingLimit: number | null;
  readonly verifiedName: string | null;
  /** When Meta last confirmed that the number may be used. */
  readonly confirmedAt: number;
  readonly saidAt: SaidAt | null;
}

/** When a piece of news is of, and what is not news any more. Unix ms. */
interface Heard {
  readonly atMs: number;
  readonly nowMs: number;
}

/** Meta's clock knows seconds: what it says may be of any instant of its own, ms. */
const REST_OF_SECOND_MS = 999;

/** The facts of a number that Meta has just described in full. */
export const saidAtOnce = (atMs: number): SaidAt => ({
  quality: atMs,
  limit: atMs,
  throughput: atMs,
  name: atMs,
});

/**
 * A number after Meta's word about it. No word lets it send again: only asking Meta does. What is older than what is known, or
 * over by now, changes nothing, so the same news in any order and any number of times come to the same.
 */
export function afterNews<T extends Standing>(number: T, news: AccountNews, heard: Heard): T {
  const asOfMs = heard.atMs + REST_OF_SECOND_MS;
  switch (news.type) {
    case "stop":
    case "access_lost":
      return afterStop(number, news, { atMs: asOfMs, nowMs: heard.nowMs });
    case "quality":
      return said(number, { quality: asOfMs }, { qualityRating: ratingAfter(number, news.rating) });
    case "limit":
      return said(number, { limit: asOfMs }, { messagingLimit: news.limit });
    case "throughput": {
      const throughputMps = Math.max(number.throughputMps, news.mps);
      return said(number, { throughput: asOfMs }, { throughputMps });
    }
    case "name":
      return said(number, { name: asOfMs }, { verifiedName: news.name });
    case "reinstated":
    case "alert":
      return number;
  }
}

type Stop = Extract<AccountNews, { type: "stop" | "access_lost" }>;

function afterStop<T extends Standing>(number: T, news: Stop, { atMs, nowMs }: Heard): T {
  if (atMs < number.confirmedAt) return number;
  if (news.type === "access_lost") return stopped(number, "needs_reauth");
  return isOver(news.untilMs, nowMs) ? number : stopped(number, "restricted");
}

const isOver = (untilMs: number | null, nowMs: number): boolean =>
  untilMs !== null && untilMs <= nowMs;

/** A lost token is the stronger word. What the business itself paused stays paused: to resume it asks Meta anyway. */
function stopped<T extends Standing>(number: T, status: "restricted" | "needs_reauth"): T {
  const { status: before } = number;
  const stops = canSend(before) || (before === "restricted" && status === "needs_reauth");
  return stops ? { ...number, status } : number;
}

/** A warning that is taken back says that the quality is red no more, and not what it is. */
const ratingAfter = ({ qualityRating }: Standing, rating: NumberQuality): NumberQuality =>
  rating === "unknown" && qualityRating !== "red" ? qualityRating : rating;

/** @param saying What is spoken of, and when. */
function said<T extends Standing>(number: T, saying: SaidAt, now: Partial<Standing>): T {
  const known = number.saidAt ?? {};
  const isOld = SAID.some((what) => (saying[what] ?? Infinity) < (known[what] ?? 0));
  return isOld ? number : { ...number, ...now, saidAt: { ...known, ...saying } };
}
