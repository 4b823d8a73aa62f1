import { z } from "zod";

import { NUMBER_QUALITIES, type NumberQuality } from "#core/number/states";

/** The fields that we ask of Meta for a business number. */
export const GRAPH_NUMBER_FIELDS = [
  "id",
  "display_phone_number",
  "verified_name",
  "status",
  "quality_rating",
  "throughput",
  "is_on_biz_app",
  "whatsapp_business_manager_messaging_limit",
] as const;

/** What we know of a business number from Meta. */
export interface GraphNumber {
  readonly id: string;
  readonly displayPhoneNumber: string;
  readonly verifiedName: string | null;
  /** Meta's word, e.g. `CONNECTED`, `RESTRICTED`, `BANNED`; `UNKNOWN` when it gave none. */
  readonly status: string;
  readonly qualityRating: NumberQuality;
  /** Messages per second, all types together. */
  readonly throughputMps: number;
  /** Unique people per moving 24 hours; null = unlimited. */
  readonly messagingLimit: number | null;
}

/** Meta's defaults: what a number may send per second by its level, and what a new portfolio may reach per day. */
const STANDARD_MPS = 80;
const HIGH_MPS = 1000;
/** A number that the Business app uses too. */
const SHARED_WITH_APP_MPS = 20;
const NEW_PORTFOLIO_LIMIT = 250;

const RawNumber = z.object({
  id: z.string().min(1),
  display_phone_number: z.string(),
  verified_name: z.string().nullish(),
  status: z.string().nullish(),
  quality_rating: z.string().nullish(),
  throughput: z.object({ level: z.string().nullish() }).nullish(),
  is_on_biz_app: z.boolean().nullish(),
  whatsapp_business_manager_messaging_limit: z.union([z.string(), z.number()]).nullish(),
});

/** Read Meta's answer about one number; undefined when it is not one. */
export function parseGraphNumber(body: unknown): GraphNumber | undefined {
  const parsed = RawNumber.safeParse(body);
  if (!parsed.success) return undefined;
  const raw = parsed.data;
  return {
    id: raw.id,
    displayPhoneNumber: raw.display_phone_number,
    verifiedName: raw.verified_name ?? null,
    status: raw.status ?? "UNKNOWN",
    qualityRating: qualityOf(raw.quality_rating ?? ""),
    throughputMps: throughputOf(raw.throughput?.level ?? "", raw.is_on_biz_app ?? false),
    messagingLimit: parseMessagingLimit(raw.whatsapp_business_manager_messaging_limit ?? null),
  };
}

/** Meta's quality in our words; `NA` and whatever is new are `unknown`. */
export const qualityOf = (rating: string): NumberQuality =>
  NUMBER_QUALITIES.find((known) => known === rating.toLowerCase()) ?? "unknown";

function throughputOf(level: string, sharedWithApp: boolean): number {
  if (sharedWithApp) return SHARED_WITH_APP_MPS;
  return level === "HIGH" ? HIGH_MPS : STANDARD_MPS;
}

/**
 * Meta's messaging limit, which comes as a number (`-1` = unlimited) or as `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`. What
 * cannot be read counts as the smallest: sending too little is mended, sending too much is not.
 */
export function parseMessagingLimit(limit: string | number | null): number | null {
  if (limit === -1 || limit === "-1" || limit === "TIER_UNLIMITED") return null;
  const match = /^(?:TIER_)?(\d+)(K?)$/.exec(String(limit));
  if (match === null) return NEW_PORTFOLIO_LIMIT;
  return Number(match[1]) * (match[2] === "K" ? 1000 : 1);
}
