/** Whether a webhook is sent anything. */
export const WEBHOOK_STATUSES = ["enabled", "disabled"] as const;

/** What of an event is sent: the event with its message, the event alone, or what Meta would send. */
export const WEBHOOK_PAYLOADS = ["full", "thin", "meta"] as const;
export type WebhookPayload = (typeof WEBHOOK_PAYLOADS)[number];

/**
 * Why a webhook is disabled: somebody asked for it, its receiver answered 410, or everything failed for days.
 */
export const DISABLE_REASONS = ["requested", "gone", "failing"] as const;
export type DisableReason = (typeof DISABLE_REASONS)[number];

/** What became of an attempt: `pending` failed and is made again, `failed` was made again, `abandoned` is not. */
export const DELIVERY_OUTCOMES = ["succeeded", "pending", "failed", "abandoned"] as const;
export type DeliveryOutcome = (typeof DELIVERY_OUTCOMES)[number];

/** Why an attempt failed. */
export const DELIVERY_ERRORS = [
  "http_status",
  "redirected",
  "gone",
  "timeout",
  "unreachable",
  "broken_off",
  "url_not_allowed",
] as const;
export type DeliveryError = (typeof DELIVERY_ERRORS)[number];

/** Webhooks that a workspace may have. */
export const WEBHOOKS_MAX = 20;

/** How far back what happened can be sent once more, ms: 14 days. */
export const REPLAYED_MS = 14 * 86_400_000;

/** How long the secret before the current one signs too, ms: a day. */
export const OLD_SECRET_MS = 86_400_000;
