import type { z } from "@hono/zod-openapi";

import { storedError } from "#features/messages/message-error";
import type { MessageRow } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";

/** The wire shape of a message. */
export const messageView = (row: MessageRow): z.infer<typeof MessageView> => ({
  id: row.id,
  direction: row.direction,
  number_id: row.numberId,
  contact_id: row.contactId,
  conversation_id: row.conversationId,
  campaign_id: row.campaignId,
  type: row.type,
  content: row.content ?? null,
  status: row.state,
  skip_reason: row.skipReason,
  wamid: row.wamid,
  client_ref: row.clientRef,
  metadata: row.metadata ?? {},
  purpose: row.purpose,
  // A handset that proves delivery overrules a failure; the row keeps what Meta said, the answer does not.
  error: row.state === "failed" ? storedError(row.error) : null,
  timestamps: {
    received_at: instant(row.receivedAt),
    queued_at: instant(row.queuedAt),
    accepted_at: instant(row.acceptedAt),
    held_at: instant(row.heldAt),
    sent_at: instant(row.sentAt),
    delivered_at: instant(row.deliveredAt),
    read_at: instant(row.readAt),
    played_at: instant(row.playedAt),
    failed_at: instant(row.failedAt),
  },
  pricing: row.pricing ?? null,
  created_at: new Date(row.createdAt).toISOString(),
});

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
