import type { Id } from "#core/ids";
import type { ChangedMessage } from "#core/whatsapp/envelope-changed";
import {
  planSaid,
  storeMessage,
  standOf,
  type MessageStand,
  type Planning,
} from "#features/inbound/plan-message";
import type { ReadChange } from "#features/inbound/read-mail";
import { messageEdited, messageDeleted, type EditedContent } from "#features/messages/index";

/**
 * Plan what a person changed or took back. The newest edit holds, whatever the order of delivery, and what was taken back stays
 * empty. A message that is not here, perhaps not yet, is stored as it is now; when it comes, only its first content is missing.
 */
export function planChanged(on: Planning, change: ReadChange, item: ChangedMessage): void {
  const { plan, known } = on;
  const { kind, wamid } = item;
  const numberId = plan.numberOf(change);
  const stand = standOf(on, item.originalWamid);
  const isTheirs = stand === undefined || isFrom(stand, item, numberId);
  if (!known.seen.has(change.key)) plan.tellOnce(change);
  if (numberId === null || !isTheirs) {
    plan.record(change, { kind, wamid, message_id: null });
    plan.keep(change);
  } else if (known.seen.has(change.key))
    plan.record(change, { kind, wamid, message_id: stand?.id ?? null });
  else apply(on, change, { item, stand, numberId });
}

function apply(
  on: Planning,
  change: ReadChange,
  {
    item,
    stand,
    numberId,
  }: {
    readonly item: ChangedMessage;
    readonly stand: MessageStand | undefined;
    readonly numberId: Id<"number">;
  },
): void {
  const { kind, wamid } = item;
  const same = on.people.find({ ...item, person: item.from, contextWamid: null });
  const message =
    stand ?? storeMessage(on, change, { ...placeholder(item), numberId, contact: same[0] });
  on.plan.record(change, { kind, wamid, message_id: message.id });
  setStand(on, { item, message, isHere: stand !== undefined });
  planSaid(on, change, { same, item, messageId: message.id });
}

/** A person changes only what a person wrote on the same number, and the business on its phone what it wrote there. */
const isFrom = (
  { direction, sentFrom, numberId }: MessageStand,
  { by }: ChangedMessage,
  on: string | null,
): boolean => numberId === on && (by === "person" ? direction === "inbound" : sentFrom === "phone");

/** A message of which only the change came. */
const placeholder = ({ originalWamid, by, now, atMs }: ChangedMessage) => ({
  sentFrom: by === "business" ? ("phone" as const) : null,
  wamid: originalWamid,
  type: now?.type ?? "revoke",
  content: now?.content ?? "null",
  contextWamid: null,
  cameWith: null,
  atMs,
  isNews: now !== null,
});

interface Standing {
  readonly item: ChangedMessage;
  readonly message: MessageStand;
  /** Whether the message, or an edit of it, came before. */
  readonly isHere: boolean;
}

function setStand(on: Planning, { item, message, isHere }: Standing): void {
  const { originalWamid, now, atMs } = item;
  if (message.revokedAt !== null) {
    if (now === null && atMs < message.revokedAt) on.plan.revoked.set(message.id, atMs);
    return;
  }
  if (now === null) {
    on.plan.revoked.set(message.id, atMs);
    on.plan.edited.delete(message.id);
    on.plan.events.push(messageDeleted(toldOf(message), { by: item.by, atMs }));
    on.planned.set(originalWamid, { ...message, revokedAt: atMs, lacksOriginal: false });
  } else if (message.editedAt === null || message.editedAt < atMs)
    on.planned.set(originalWamid, edited(on, { ...now, atMs }, { item, message, isHere }));
}

/** Plan what a message says now. @returns how it stands then. */
function edited(
  { plan }: Planning,
  now: Omit<EditedContent, "keepsOriginal">,
  { item, message, isHere }: Standing,
): MessageStand {
  const lacksOriginal = !isHere || message.lacksOriginal;
  // An earlier edit of the same drain knows whether the row holds the original.
  const keepsOriginal = plan.edited.get(message.id)?.keepsOriginal ?? !lacksOriginal;
  plan.edited.set(message.id, { ...now, keepsOriginal });
  if (isHere) plan.events.push(messageEdited(toldOf(message), { by: item.by, atMs: now.atMs }));
  return { ...message, editedAt: now.atMs, lacksOriginal };
}

const toldOf = (message: MessageStand) => ({ ...message, campaignId: null, clientRef: null });
