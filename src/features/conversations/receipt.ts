import { canSend } from "#core/number/can-send";
import { receiptBody } from "#core/whatsapp/outbound";
import { findLastHeard, type ConversationRow } from "#features/conversations/queries";
import { findNumber, type NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";
import { describeError, log } from "#platform/log";
import { graphOf, type GraphReply } from "#platform/meta/graph";

/** How old a message may be that is marked as read, ms. Source: Meta, "Mark messages as read". */
const HEARD_AGE_MAX_MS = 30 * 24 * 60 * 60 * 1000;

/** What the person wrote last, on which number. */
export interface Heard {
  readonly wamid: string;
  readonly number: NumberRow;
}

/** Null when nothing is there that could be marked as read. */
export async function readHeard(ctx: ScopedContext, row: ConversationRow): Promise<Heard | null> {
  const [wamid, number] = await Promise.all([
    findLastHeard(ctx.db, row, ctx.nowMs() - HEARD_AGE_MAX_MS),
    findNumber(ctx.db, row.numberId),
  ]);
  return wamid === undefined || number === undefined ? null : { wamid, number };
}

/** Tell Meta that it was read. @throws AppError `internal` when the number's token cannot be opened. */
export async function postReceipt(
  ctx: ScopedContext,
  { wamid, number }: Heard,
  { typing }: { readonly typing: boolean },
): Promise<GraphReply<true>> {
  const graph = await graphOf(ctx, number);
  return graph.markRead(receiptBody(wamid, { typing }));
}

/**
 * Tell Meta, without a word to the caller: what is read here is read, whether the person sees it or not. Never rejects.
 *
 * @param when Only on a number whose `auto_read` is this; null: on any.
 */
export async function tellRead(
  ctx: ScopedContext,
  row: ConversationRow,
  when: NumberRow["autoRead"] | null,
): Promise<void> {
  try {
    const heard = await readHeard(ctx, row);
    if (heard === null || !canSend(heard.number.status)) return;
    if (when !== null && heard.number.autoRead !== when) return;
    const reply = await postReceipt(ctx, heard, { typing: false });
    if (reply.type === "refused")
      log("warn", "receipt.refused", { conversation: row.id, code: reply.error.code });
  } catch (error) {
    log("warn", "receipt.lost", { conversation: row.id, ...describeError(error) });
  }
}
