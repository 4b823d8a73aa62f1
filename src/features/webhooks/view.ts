import type { Posted } from "#features/webhooks/post-webhook";
import type { WebhookRow } from "#features/webhooks/queries";
import type { TestResult, WebhookView } from "#features/webhooks/schemas";

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();

/** The wire shape of a webhook; no secret and no value of a header is in it. */
export const webhookView = (row: WebhookRow): WebhookView => ({
  id: row.id,
  url: row.url,
  types: [...row.types],
  numbers: row.numbers === null ? null : [...row.numbers],
  payload: row.payload,
  header_names: [...row.headerNames],
  status: row.status,
  disabled_reason: row.disabledReason,
  failing_since: instant(row.firstFailedAt),
  paused_until: row.status === "enabled" ? instant(row.pausedUntil) : null,
  replaying: row.replaySeq !== null,
  old_secret_until: instant(row.oldSecretEndsAt),
  created_at: new Date(row.createdAt).toISOString(),
  updated_at: new Date(row.updatedAt).toISOString(),
});

export const testView = ({ statusCode, latencyMs, error, response }: Posted): TestResult => ({
  outcome: error === null ? "succeeded" : "failed",
  status_code: statusCode,
  latency_ms: latencyMs,
  error,
  response,
});
