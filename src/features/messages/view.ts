import type { z } from "@hono/zod-openapi";

import { shownReason } from "#core/campaign/eligibility";
import { authorKind } from "#core/message/author";
import { countedState } from "#core/message/counted-state";
import { messageMediaOf, type MessageMedia } from "#features/media/index";
import { withLostContent } from "#features/messages/lost-content";
import { mediumOf } from "#features/messages/medium-of";
import { storedError } from "#features/messages/message-error";
import { readHolding, readQuoted, type Holding, type MessageRow } from "#features/messages/queries";
import { readReactions, type Reaction } from "#features/messages/queries-reactions";
import type { MessageView } from "#features/messages/schemas";
import { NOTHING_HELD, waitingOf } from "#features/messages/waiting";
import type { TenantContext } from "#platform/context";

/** The messages that messages answer to, by Meta's id, as far as they are here. */
export type Quoted = ReadonlyMap<string, MessageRow["id"]>;

/** What a message is shown with. */
export interface Around {
  readonly quoted: Quoted;
  readonly media: MessageMedia | null;
  readonly holding?: Holding;
  readonly reactions?: readonly Reaction[];
}

/** The wire shape of a message. */
export const messageView = (
  row: MessageRow,
  { quoted, media, holding = NOTHING_HELD, reactions = [] }: Around,
): z.infer<typeof MessageView> => ({
  id: row.id,
  direction: row.direction,
  number_id: row.numberId,
  contact_id: row.contactId,
  conversation_id: row.conversationId,
  campaign_id: row.campaignId,
  ...contentOf(row),
  media,
  context: contextOf(row, quoted),
  reactions: reactions.map(reactionView),
  ...statusOf(row),
  send_at: row.state === "scheduled" ? instant(row.dueAt) : null,
  waiting: waitingOf(row, holding),
  sent_from: row.sentFrom,
  sent_by: row.author === null ? null : { kind: authorKind(row.author), id: row.author },
  wamid: row.wamid,
  client_ref: row.clientRef,
  metadata: row.metadata ?? {},
  purpose: row.purpose,
  consent: row.consentId === null ? null : { id: row.consentId },
  // A handset that proves delivery overrules a failure; the row keeps what Meta said, the answer does not.
  error: row.state === "failed" ? storedError(row.error) : null,
  timestamps: timestampsOf(row),
  pricing: row.pricing ?? null,
  meta_conversation: conversationOf(row),
  created_at: new Date(row.createdAt).toISOString(),
});

const reactionView = ({ direction, emoji, messageId, atMs }: Reaction) => ({
  direction,
  emoji,
  message_id: messageId,
  at: new Date(atMs).toISOString(),
});

const conversationOf = ({ metaConversation }: MessageRow) =>
  metaConversation === null
    ? null
    : { ...metaConversation, expires_at: instant(metaConversation.expires_at) };

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
  const { forwarded = false, frequentlyForwarded = false, referredProduct = null } = cameWith ?? {};
  if (contextWamid === null && !forwarded && referredProduct === null) return null;
  return {
    message_id: quoted.get(contextWamid ?? "") ?? null,
    wamid: contextWamid,
    forwarded,
    frequently_forwarded: frequentlyForwarded,
    referred_product: referredProduct,
  };
}

/** What messages are read with: the database, and what links to their media are made of. */
export type Viewing = Pick<TenantContext, "db" | "env" | "tenant" | "nowMs">;

/**
 * The wire shape of messages, with what they answer to and wait for, who reacted to them, and their media: a read for all, and none where there are none.
 *
 * @param show `links: false` where an answer is kept, or its tag is to stay: a link opens a file, and changes with time.
 */
export async function messageViews(
  ctx: Viewing,
  rows: readonly MessageRow[],
  show: { readonly links: boolean } = { links: true },
): Promise<z.infer<typeof MessageView>[]> {
  const ids = rows.flatMap((row) => mediumOf(row) ?? []);
  const [quoted, reactions, whole, holding, media] = await Promise.all([
    readQuoted(ctx.db, rows),
    readReactions(ctx.db, rows),
    withLostContent(ctx.db, rows),
    readHolding(ctx.db, rows),
    messageMediaOf(ctx, ids, show),
  ]);
  return whole.map((row) => {
    const id = mediumOf(row);
    return messageView(row, {
      quoted,
      holding,
      media: (id === null ? undefined : media.get(id)) ?? null,
      reactions: reactions.get(row.wamid ?? "") ?? [],
    });
  });
}

/** {@link messageViews} for one. */
export async function messageViewOf(
  ctx: Viewing,
  row: MessageRow,
  show?: { readonly links: boolean },
): Promise<z.infer<typeof MessageView>> {
  const [view] = await messageViews(ctx, [row], show);
  if (view === undefined) throw new RangeError("one row has one view");
  return view;
}
