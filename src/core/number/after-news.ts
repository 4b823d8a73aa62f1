import { canSend } from "#core/number/can-send";
import type { NumberQuality, NumberStatus } from "#core/number/states";
import type { AccountNews } from "#core/whatsapp/envelope-account";

/** When Meta last spoke of each of these, Unix ms. */
export type SaidAt = Readonly<Partial<Record<"quality" | "limit" | "throughput" | "name", number>>>;

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
  if (news.type === "reinstated" || news.type === "alert") return number;
  if (news.type === "stop" || news.type === "access_lost")
    return isStop(number, news, heard)
      ? stopped(number, news.type === "stop" ? "restricted" : "needs_reauth")
      : number;
  const asOfMs = heard.atMs + REST_OF_SECOND_MS;
  if (asOfMs < (number.saidAt?.[news.type] ?? 0)) return number;
  const saidAt = { ...number.saidAt, [news.type]: asOfMs };
  return { ...number, ...factOf(number, news), saidAt };
}

/** Whether news says that nothing of the number is taken now, whatever the number did before. */
export function isStop(
  { confirmedAt }: Pick<Standing, "confirmedAt">,
  news: AccountNews,
  { atMs, nowMs }: Heard,
): boolean {
  if (atMs + REST_OF_SECOND_MS < confirmedAt) return false;
  if (news.type === "stop") return news.untilMs === null || news.untilMs > nowMs;
  return news.type === "access_lost";
}

/** Whether a number's status changes by it. A lost token is the stronger word. What the business itself paused stays paused: to resume it asks Meta anyway. */
export const isStopped = (before: NumberStatus, by: "restricted" | "needs_reauth"): boolean =>
  canSend(before) || (before === "restricted" && by === "needs_reauth");

const stopped = <T extends Standing>(number: T, status: "restricted" | "needs_reauth"): T =>
  isStopped(number.status, status) ? { ...number, status } : number;

function factOf(
  number: Standing,
  news: Extract<AccountNews, { readonly type: keyof SaidAt }>,
): Partial<Standing> {
  switch (news.type) {
    case "quality":
      return { qualityRating: ratingAfter(number, news.rating) };
    case "limit":
      return { messagingLimit: news.limit };
    case "throughput":
      return { throughputMps: Math.max(number.throughputMps, news.mps) };
    case "name":
      return { verifiedName: news.name };
  }
}

/** A warning that is taken back says that the quality is red no more, and not what it is. */
const ratingAfter = ({ qualityRating }: Standing, rating: NumberQuality): NumberQuality =>
  rating === "unknown" && qualityRating !== "red" ? qualityRating : rating;
