import type { Id } from "#core/ids";
import { mediaIdOf } from "#core/media/media-id";
import { META_INBOUND_MS } from "#core/media/states";
import { readInboundMedium } from "#core/whatsapp/inbound-media";
import type { PendingRow } from "#features/media/writes";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";

/** The medium of a message of a person, to be entered beside it; null when it has none. */
export function pendingMedium(message: {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly type: string;
  /** JSON text. */
  readonly content: string;
  /** When the webhook came, Unix ms: from then on Meta keeps the file. */
  readonly receivedAtMs: number;
}): PendingRow | null {
  const medium = readInboundMedium(message.type, message.content);
  if (medium === null) return null;
  return {
    ...medium,
    id: mediaIdOf(message.id),
    messageId: message.id,
    numberId: message.numberId,
    metaExpiresAt: message.receivedAtMs + META_INBOUND_MS,
  };
}

/** Have media fetched. A bell that is lost is rung again by the sweep. */
export async function ringFetches(
  ctx: ScopedContext,
  media: readonly { readonly id: Id<"media"> }[],
): Promise<void> {
  const rings = media.map(({ id }) =>
    ctx.enqueue({ kind: "media.fetch", tenantId: ctx.tenant.id, mediaId: id }),
  );
  for (const { status, ...ring } of await Promise.allSettled(rings))
    if (status === "rejected")
      log("warn", "doorbell.lost", {
        tenant: ctx.tenant.id,
        ...describeError("reason" in ring ? ring.reason : undefined),
      });
}
