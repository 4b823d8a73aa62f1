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
  "health_status",
] as const;

/** What we know of a business number from Meta. */
export interface GraphNumber {
  readonly id: string;
  readonly displayPhoneNumber: string;
  readonly verifiedName: string | null;
  readonly standing: GraphStanding;
  /** Whether the Business app uses it too: such a number registers itself. */
  readonly isSharedWithApp: boolean;
  readonly qualityRating: NumberQuality;
  /** Messages per second, all types together. */
  readonly throughputMps: number;
  /** Unique people per moving 24 hours; null = unlimited. */
  readonly messagingLimit: number | null;
}

/**
 * Whether a number can be used: `usable`, Meta takes nothing of it for now (`restricted`), it must be registered first
 * (`unregistered`), or it is `lost` to this account for good.
 */
export type GraphStanding = "usable" | "restricted" | "unregistered" | "lost";

/** What Meta's words come to. `FLAGGED`, `RATE_LIMITED` and what is new are warnings: such a number sends. */
const STANDINGS: ReadonlyMap<string, GraphStanding> = new Map([
  ["RESTRICTED", "restricted"],
  ["PENDING", "unregistered"],
  ["DISCONNECTED", "unregistered"],
  ["UNVERIFIED", "unregistered"],
  ["BANNED", "lost"],
  ["DELETED", "lost"],
  ["MIGRATED", "lost"],
]);

/** Meta's defaults: what a number may send per second by its level, and what a new portfolio may reach per day. */
const STANDARD_MPS = 80;
/** Messages per second of a number that Meta upgraded. */
export const HIGH_MPS = 1000;
/** A number that the Business app uses too. */
const SHARED_WITH_APP_MPS = 20;
const NEW_PORTFOLIO_LIMIT = 250;

/** Meta's code for an account without a way to pay: some messages are free, so it is no restriction. */
const NO_PAYMENT = 141006;

const RawHealth = z.object({
  entities: z.array(
    z.object({
      entity_type: z.string().nullish(),
      can_send_message: z.string().nullish(),
      errors: z.array(z.object({ error_code: z.number().nullish() })).nullish(),
    }),
  ),
});

const RawNumber = z.object({
  id: z.string().min(1),
  display_phone_number: z.string(),
  verified_name: z.string().nullish(),
  status: z.string().nullish(),
  quality_rating: z.string().nullish(),
  throughput: z.object({ level: z.string().nullish() }).nullish(),
  is_on_biz_app: z.boolean().nullish(),
  whatsapp_business_manager_messaging_limit: z.union([z.string(), z.number()]).nullish(),
  health_status: RawHealth.nullish().catch(null),
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
    standing: standingOf(raw),
    isSharedWithApp: raw.is_on_biz_app ?? false,
    qualityRating: qualityOf(raw.quality_rating ?? ""),
    throughputMps: throughputOf(raw.throughput?.level ?? "", raw.is_on_biz_app ?? false),
    messagingLimit: parseMessagingLimit(raw.whatsapp_business_manager_messaging_limit ?? null),
  };
}

/** A number may be called connected while its account is banned: its health tells. */
function standingOf({ status, health_status: health }: z.infer<typeof RawNumber>): GraphStanding {
  const standing = STANDINGS.get(status ?? "") ?? "usable";
  const isBlocked = (health?.entities ?? []).some(
    ({ entity_type: type, can_send_message: can, errors }) =>
      (type === "WABA" || type === "PHONE_NUMBER") &&
      can === "BLOCKED" &&
      (errors ?? []).some((error) => error.error_code !== NO_PAYMENT),
  );
  return standing === "usable" && isBlocked ? "restricted" : standing;
}

/** Meta's quality in our words; `NA` and whatever is new are `unknown`. */
export const qualityOf = (rating: string): NumberQuality =>
  NUMBER_QUALITIES.find((known) => known === rating.toLowerCase()) ?? "unknown";

function throughputOf(level: string, sharedWithApp: boolean): number {
  if (sharedWithApp) return SHARED_WITH_APP_MPS;
  return level === "HIGH" ? HIGH_MPS : STANDARD_MPS;
}

/** Meta's messaging limit. What cannot be read counts as the smallest: sending too little is mended, sending too much is not. */
export function parseMessagingLimit(limit: string | number | null): number | null {
  const read = readMessagingLimit(limit);
  return read === undefined ? NEW_PORTFOLIO_LIMIT : read;
}

/**
 * Meta's messaging limit, which comes as a number (`-1` = unlimited) or as `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`; null =
 * unlimited, undefined when it is none of these.
 */
export function readMessagingLimit(limit: unknown): number | null | undefined {
  if (limit === -1 || limit === "-1" || limit === "TIER_UNLIMITED") return null;
  if (typeof limit !== "string" && typeof limit !== "number") return undefined;
  const match = /^(?:TIER_)?(\d{1,9})(K?)$/.exec(String(limit));
  return match === null ? undefined : Number(match[1]) * (match[2] === "K" ? 1000 : 1);
}
