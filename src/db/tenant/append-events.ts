import type { NewEvent } from "#core/event/catalogue";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/** The run of the mailbox that a drain applies, first and last sequence. */
export interface Fence {
  readonly firstSeq: number;
  readonly lastSeq: number;
}

const NEXT = `
INSERT INTO events (seq, count, at, drained, body)
SELECT head.seq + ?1, ?1, ?2, coalesce(?3, head.drained), ?4
FROM (SELECT seq, drained FROM events ORDER BY seq DESC LIMIT 1) head RETURNING seq`;

/**
 * The statement that gives events their sequence, gap-free, as the last of a batch. One row holds all events of the commit; the
 * statement answers its `seq`, which is that of the last event.
 *
 * @param events At least one.
 * @param fence  Set by a drain alone: the row then says that the mailbox is applied up to there. Put `fenceGuard` first.
 */
export function appendEvents(
  db: TenantDb,
  events: readonly NewEvent[],
  { atMs, fence }: { readonly atMs: number; readonly fence: Fence | null },
): Statement {
  if (events.length === 0) throw new RangeError("a commit row needs an event");
  return statement(db, NEXT, events.length, atMs, fence?.lastSeq ?? null, JSON.stringify(events));
}

const FENCE = "mailbox.fence";

/** Rolls a drain's batch back when mail from there on was applied before (`isFenced`). One row read. */
export const fenceGuard = (db: TenantDb, { firstSeq }: Fence): Statement =>
  guard(db, FENCE, "(SELECT drained FROM events ORDER BY seq DESC LIMIT 1) < ?1", firstSeq);

/** Say that the mailbox is applied up to there, of a drain that tells no events. One row written. */
export const moveFence = (db: TenantDb, { lastSeq }: Fence): Statement =>
  statement(
    db,
    "UPDATE events SET drained = ?1 WHERE seq = (SELECT seq FROM events ORDER BY seq DESC LIMIT 1)",
    lastSeq,
  );

/** Whether a drain's batch rolled back because another drain has applied its mail. */
export const isFenced = (error: unknown): boolean => isGuardBroken(error, FENCE);
