/** The SQL that writes webhooks. */
import { and, eq } from "drizzle-orm";

import type { Id } from "#core/ids";
import type { Standing } from "#core/webhook/standing";
import { WEBHOOKS_MAX, type DisableReason } from "#core/webhook/states";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { webhooks } from "#db/tenant/schema";
import type { WebhookRow } from "#features/webhooks/queries";

const ROOM = "webhooks.room";
const SAME = "webhooks.same";
const CURSOR = "webhooks.cursor";

/** A new webhook. The batch rolls back when the workspace has as many as it may (`isFull`). */
export const insertWebhook = (db: TenantDb, row: WebhookRow): Statement[] => [
  guard(db, ROOM, "(SELECT count(*) FROM webhooks WHERE deleted_at IS NULL) < ?1", WEBHOOKS_MAX),
  toStatement(db, db.insert(webhooks).values(row)),
];

export const isFull = (error: unknown): boolean => isGuardBroken(error, ROOM);

/** What a person may change. */
export type WebhookChange = Partial<
  Pick<
    WebhookRow,
    | "url"
    | "types"
    | "numbers"
    | "payload"
    | "headerNames"
    | "headersSealed"
    | "secretSealed"
    | "oldSecretSealed"
    | "oldSecretEndsAt"
    | "status"
    | "disabledReason"
    | "cursor"
    | "replaySeq"
    | "replayTo"
    | "firstFailedAt"
    | "failedRuns"
    | "pausedUntil"
  >
>;

/** Change a webhook. The batch rolls back when it was changed by somebody since `before` was read (`isChanged`). */
export const updateWebhook = (
  db: TenantDb,
  before: Pick<WebhookRow, "id" | "updatedAt">,
  set: WebhookChange & Pick<WebhookRow, "updatedAt">,
): Statement[] => [
  guard(
    db,
    SAME,
    "EXISTS (SELECT 1 FROM webhooks WHERE id = ?1 AND updated_at = ?2 AND deleted_at IS NULL)",
    before.id,
    before.updatedAt,
  ),
  toStatement(db, db.update(webhooks).set(set).where(eq(webhooks.id, before.id))),
];

/** Whether {@link updateWebhook} met another webhook than the caller knew. */
export const isChanged = (error: unknown): boolean => isGuardBroken(error, SAME);

/** Delete a webhook: it is sent nothing more, and its secrets are gone. Its log goes with the next sweeps. */
export const deleteWebhookRow = (db: TenantDb, id: Id<"webhook">, nowMs: number): Statement[] => [
  statement(db, "DELETE FROM webhook_retries WHERE webhook_id = ?1", id),
  toStatement(
    db,
    db
      .update(webhooks)
      .set({
        deletedAt: nowMs,
        status: "disabled",
        secretSealed: "",
        oldSecretSealed: null,
        headersSealed: null,
      })
      .where(eq(webhooks.id, id)),
  ),
];

/** Take a deleted webhook's row away, once its log is gone. */
export const removeDeleted = (db: TenantDb, id: Id<"webhook">): Statement =>
  statement(
    db,
    `DELETE FROM webhooks WHERE id = ?1 AND deleted_at IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM webhook_log WHERE webhook_id = ?1)`,
    id,
  );

/** How far a run has come, and how its receiver did. */
export interface Progress extends Standing {
  readonly cursor: number;
  readonly replaySeq: number | null;
  readonly replayTo: number | null;
  readonly disable: DisableReason | null;
}

/**
 * Write down a run. The batch rolls back (`isOvertaken`) when another run has taken the same events, or somebody has moved the
 * cursor or the replay meanwhile.
 */
export const recordRun = (db: TenantDb, before: WebhookRow, after: Progress): Statement[] => [
  guard(
    db,
    CURSOR,
    "EXISTS (SELECT 1 FROM webhooks WHERE id = ?1 AND cursor = ?2 AND coalesce(replay_seq, -1) = ?3 AND deleted_at IS NULL)",
    before.id,
    before.cursor,
    before.replaySeq ?? -1,
  ),
  toStatement(
    db,
    db
      .update(webhooks)
      .set({
        cursor: after.cursor,
        replaySeq: after.replaySeq,
        replayTo: after.replayTo,
        firstFailedAt: after.firstFailedAt,
        failedRuns: after.failedRuns,
        pausedUntil: after.pausedUntil,
        ...(after.disable === null
          ? {}
          : { status: "disabled" as const, disabledReason: after.disable }),
      })
      .where(and(eq(webhooks.id, before.id))),
  ),
];

/** Whether {@link recordRun} met what it did not know. */
export const isOvertaken = (error: unknown): boolean => isGuardBroken(error, CURSOR);

/** Forget secrets that sign no more. */
export const forgetOldSecrets = (db: TenantDb, nowMs: number): Statement =>
  statement(
    db,
    "UPDATE webhooks SET old_secret_sealed = NULL, old_secret_ends_at = NULL WHERE old_secret_ends_at <= ?1",
    nowMs,
  );

/** Ask a receiver that is left alone for a while at once. */
export const endPause = (db: TenantDb, id: Id<"webhook">): Statement =>
  statement(
    db,
    "UPDATE webhooks SET paused_until = NULL WHERE id = ?1 AND paused_until IS NOT NULL",
    id,
  );
