import type { z } from "@hono/zod-openapi";

import { shownReason } from "#core/campaign/eligibility";
import { countedState } from "#core/message/counted-state";
import type { TenantDb } from "#db/tenant/client";
import { withLostContent } from "#features/messages/lost-content";
import { storedError } from "#features/messages/message-error";
import { readHolding, readQuoted, type Holding, type MessageRow } from "#features/messages/queries";
import type { MessageView } from "#features/messages/schemas";
import { NOTHING_HELD, waitingOf } from "#features/messages/waiting";

/** The messages that messages answer to, by Meta's id, as far as they are here. */
export type Quoted = ReadonlyMap<string, MessageRow["id"]>;

/** The wire shape of a message. */
export const messageView = (
  row: MessageRow,
  quoted: Quoted,
  holding: Holding = NOTHING_HELD,
): z.infer<typeof MessageView> => ({
  id: row.id,
  direction: row.direction,
  number_id: row.numberId,
  contact_id: row.contactId,
  conversation_id: row.conversationId,
  campaign_id: row.campaignId,
  ...contentOf(row),
  context: contextOf(row, quoted),
  ...statusOf(row),
  waiting: waitingOf(row, holding),
  wamid: row.wamid,
  client_ref: row.clientRef,
  metadata: row.metadata ?? {},
  purpose: row.purpose,
  // A handset that proves delivery overrules a failure; the row keeps what Meta said, the answer does not.
  error: row.state === "failed" ? storedError(row.error) : null,
  timestamps: timestampsOf(row),
  pricing: row.pricing ?? null,
  created_at: new Date(row.createdAt).toISOString(),
});

const contentOf = ({ type, content, original, cameWith }: MessageRow) => ({
  type,
  content: content ?? null,
  original: original ?? null,
  referral: cameWith?.referral ?? null,
  errors: [...(cameWith?.errors ?? [])],
});

function statusOf(row: MessageRow): Pick<z.infer<typeof MessageView>, "status" | "skip_reason"> {
  const status = countedState(row);
  return {
    status,
    skip_reason:
      status === "skipped" && row.skipReason !== null ? shownReason(row.skipReason) : null,
  };
}

const timestampsOf = (row: MessageRow): z.infer<typeof MessageView>["timestamps"] => ({
  received_at: instant(row.receivedAt),
  queued_at: instant(row.queuedAt),
  accepted_at: instant(row.acceptedAt),
  held_at: instant(row.heldAt),
  sent_at: instant(row.sentAt),
  delivered_at: instant(row.deliveredAt),
  read_at: instant(row.readAt),
  played_at: instant(row.playedAt),
  failed_at: instant(row.failedAt),
  edited_at: instant(row.editedAt),
  revoked_at: instant(row.revokedAt),
});

const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();

function contextOf(
  { contextWamid, cameWith }: MessageRow,
  quoted: Quoted,
): z.infer<typeof MessageView>["context"] {
  const { forwarded = false, referredProduct = null } = cameWith ?? {};
  if (contextWamid === null && !forwarded && referredProduct === null) return null;
  return {
    message_id: quoted.get(contextWamid ?? "") ?? null,
    wamid: contextWamid,
    forwarded,
    referred_product: referredProduct,
  };
}

/** The wire shape of messages, with what they answer to and wait for: a read each for all, and none when none does. */
export async function messageViews(
  db: TenantDb,
  rows: readonly MessageRow[],
): Promise<z.infer<typeof MessageView>[]> {
  const [quoted, whole, holding] = await Promise.all([
    readQuoted(db, rows),
    withLostContent(db, rows),
    readHolding(db, rows),
  ]);
  return whole.map((row) => messageView(row, quoted, holding));
}

/** {@link messageViews} for one. */
export async function messageViewOf(
  db: TenantDb,
  row: MessageRow,
): Promise<z.infer<typeof MessageView>> {
  const [view] = await messageViews(db, [row]);
  if (view === undefined) throw new RangeError("one row has one view");
  return view;
}
