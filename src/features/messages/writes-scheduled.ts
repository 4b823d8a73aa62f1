import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import type { Decided } from "#features/messages/decide-send";
import type { SendMessageBody } from "#features/messages/send-schemas";

/** Keep what was asked for with a message that waits. */
export const insertScheduled = (
  db: TenantDb,
  {
    id,
    body,
    lateMaxMs,
  }: { readonly id: Id<"message">; readonly body: SendMessageBody; readonly lateMaxMs: number },
): Statement =>
  statement(
    db,
    "INSERT INTO scheduled_messages (message_id, body, late_max_ms) VALUES (?1, ?2, ?3)",
    id,
    JSON.stringify(body),
    lateMaxMs,
  );

/** What was asked for is not needed any more. */
export const forgetScheduled = (db: TenantDb, id: Id<"message">): Statement =>
  statement(db, "DELETE FROM scheduled_messages WHERE message_id = ?1", id);

const SCHEDULED = "message.scheduled_for";

/** Lets a batch through only while the message waits for an instant, and for this one (`isNoLongerScheduled`). */
export const requireScheduled = (
  db: TenantDb,
  { id, dueAt }: { readonly id: Id<"message">; readonly dueAt: number | null },
): Statement =>
  guard(
    db,
    SCHEDULED,
    "EXISTS (SELECT 1 FROM messages WHERE id = ?1 AND state = 'scheduled' AND due_at = ?2)",
    id,
    dueAt,
  );

/** Whether a batch rolled back because the message was sent, cancelled or moved meanwhile. */
export const isNoLongerScheduled = (error: unknown): boolean => isGuardBroken(error, SCHEDULED);

const QUEUE = `UPDATE messages SET state = 'queued', queued_at = ?2, due_at = NULL, type = ?3, content = ?4, purpose = ?5,
  template_id = ?6, context_wamid = ?7 WHERE id = ?1 AND state = 'scheduled'`;

/** Hand a scheduled message to the sender, as it was decided on now. */
export const queueScheduled = (
  db: TenantDb,
  {
    id,
    type,
    decided,
    nowMs,
  }: {
    readonly id: Id<"message">;
    readonly type: string;
    readonly decided: Decided;
    readonly nowMs: number;
  },
): Statement =>
  statement(
    db,
    QUEUE,
    id,
    nowMs,
    type,
    JSON.stringify(decided.content),
    decided.purpose,
    decided.templateId,
    decided.contextWamid,
  );

/** Move a scheduled message to another instant, Unix ms. */
export const reschedule = (db: TenantDb, id: Id<"message">, atMs: number): Statement =>
  statement(db, "UPDATE messages SET due_at = ?2 WHERE id = ?1 AND state = 'scheduled'", id, atMs);
