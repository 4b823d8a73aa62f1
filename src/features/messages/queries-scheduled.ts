import { and, asc, eq, gt, lte, sql } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { TenantDb } from "#db/tenant/client";
import { messages, scheduledMessages } from "#db/tenant/schema";
import type { MessageRow } from "#features/messages/queries";
import type { SendMessageBody } from "#features/messages/send-schemas";

/** A message whose instant has come, with what was asked for. */
export interface DueMessage {
  readonly row: MessageRow;
  readonly body: SendMessageBody;
  /** How late it may be sent, ms. */
  readonly lateMaxMs: number;
}

/** The condition is spelt as in the index, or SQLite would not use it. */
const SCHEDULED = sql`${messages.state} = 'scheduled'`;

/** Messages whose instant has come, longest ago first, behind a place in that order. */
export async function findDue(
  db: TenantDb,
  {
    nowMs,
    after,
    limit,
  }: { readonly nowMs: number; readonly after: DuePlace; readonly limit: number },
): Promise<readonly DueMessage[]> {
  const rows = await db
    .select()
    .from(messages)
    .innerJoin(scheduledMessages, eq(scheduledMessages.messageId, messages.id))
    .where(
      and(
        SCHEDULED,
        lte(messages.dueAt, nowMs),
        sql`(${messages.dueAt}, ${messages.id}) > (${after.dueAt}, ${after.id})`,
      ),
    )
    .orderBy(asc(messages.dueAt), asc(messages.id))
    .limit(limit);
  return rows.map(({ messages: row, scheduled_messages: { body, lateMaxMs } }) => ({
    row,
    // Safe: the body is kept as its schema read it.
    body: body as SendMessageBody,
    lateMaxMs,
  }));
}

/** A place in the order in which messages are due. */
export interface DuePlace {
  readonly dueAt: number;
  readonly id: Id<"message"> | "";
}

/** When the next message is due after an instant; null when none is. Both are Unix ms. */
export async function nextDueAt(db: TenantDb, afterMs: number): Promise<number | null> {
  const next = await db
    .select({ dueAt: messages.dueAt })
    .from(messages)
    .where(and(SCHEDULED, gt(messages.dueAt, afterMs)))
    .orderBy(asc(messages.dueAt))
    .limit(1)
    .get();
  return next?.dueAt ?? null;
}
