import type { WebhookRow } from "#features/webhooks/queries";
import { holdsScope, requireScope, type ScopedContext } from "#platform/context";

/**
 * What a webhook posts: as it is asked for, or as much as its owner may see.
 *
 * @throws AppError `missing_scope` when it would show somebody to a caller who may not see personal data.
 */
export function allowedPayload(
  ctx: ScopedContext,
  asked: WebhookRow["payload"] | undefined,
): WebhookRow["payload"] {
  if (asked === undefined) return holdsScope(ctx.actor, "contacts:pii") ? "full" : "thin";
  if (asked !== "thin") requireScope(ctx, "contacts:pii");
  return asked;
}
