/** Which rows a run may claim, which claims were lost with their run, and what of a range is still open. */
import { BLOCK_MAX } from "#core/campaign/block-size";
import type { KeyRange } from "#core/campaign/recipient-ids";
import type { Id } from "#core/ids";
import { statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { NUMBER_SENDS } from "#db/tenant/number-sends";
import type { EventSubject } from "#features/messages/events";
import { allNumbers, type NumberRow } from "#features/numbers/index";

/** Which rows to claim: a SELECT of message ids, at most six. `?2` is now; its own parameters are numbered from `?3`. */
export interface Pick {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/**
 * Rows of no campaign whose turn it is: oldest first, and of each person on a number only the oldest open one, so that what was
 * written first arrives first. `?2` is now; `ofNumber` is a condition on `number_id`. The condition on `state` is spelt as in the
 * index, or SQLite would not use it.
 */
const nextOfOutbox = (columns: string, ofNumber: string): string => `SELECT ${columns} FROM (
    SELECT id, contact_id, number_id FROM messages
    WHERE campaign_id IS NULL AND state IN ('queued','sending') AND state = 'queued' AND (due_at IS NULL OR due_at <= ?2)
      AND number_id IN (SELECT id FROM numbers WHERE ${NUMBER_SENDS}) AND ${ofNumber}
    ORDER BY id LIMIT 200) q
  WHERE NOT EXISTS (
    SELECT 1 FROM messages o WHERE o.campaign_id IS NULL AND o.state IN ('queued','sending')
      AND o.contact_id = q.contact_id AND o.number_id = q.number_id AND o.id < q.id)
  ORDER BY q.id`;

const NEXT_OF_NUMBER = `${nextOfOutbox("q.id", "number_id = ?3")} LIMIT ?4`;

/** The next rows of a number that belong to no campaign. */
export const pickOfNumber = (numberId: Id<"number">, size: number): Pick => ({
  sql: NEXT_OF_NUMBER,
  params: [numberId, size],
});

/** How many messages of no campaign each number may send now; `?1` is a JSON list of numbers to leave out, `?2` now. */
export const WAITING_NUMBERS = `SELECT number_id numberId, count(*) n FROM (
  ${nextOfOutbox("q.number_id", "number_id NOT IN (SELECT value FROM json_each(?1))")} LIMIT ${BLOCK_MAX}) GROUP BY number_id`;

/** A number with messages that wait, and how many of them it may send side by side: at most `BLOCK_MAX` over all numbers. */
export interface WaitingNumber {
  readonly number: NumberRow;
  readonly count: number;
}

/** Whose messages of no campaign can be sent now. */
export async function readWaiting(
  db: TenantDb,
  nowMs: number,
  except: readonly Id<"number">[],
): Promise<readonly WaitingNumber[]> {
  const waiting = statement(db, WAITING_NUMBERS, JSON.stringify(except), nowMs);
  const [{ results }, senders] = await Promise.all([
    waiting.all<{ numberId: string; n: number }>(),
    allNumbers(db),
  ]);
  return results.flatMap(({ numberId, n }) => {
    const number = senders.find(({ id }) => id === numberId);
    return number === undefined ? [] : [{ number, count: n }];
  });
}

/** `?3` is a campaign, `?4` its number. */
const MAY_GO_ON = `EXISTS (SELECT 1 FROM campaigns WHERE id = ?3 AND status = 'running')
  AND EXISTS (SELECT 1 FROM numbers WHERE id = ?4 AND ${NUMBER_SENDS})`;

const OF_CAMPAIGN = `SELECT id FROM messages WHERE id BETWEEN ?5 AND ?6 AND state = 'queued' AND (due_at IS NULL OR due_at <= ?2)
  AND ${MAY_GO_ON} ORDER BY id LIMIT ?7`;

const HELD_OF_CAMPAIGN = `SELECT h.id FROM json_each(?5) j JOIN messages h ON h.id = j.value->>0
  WHERE h.state = 'sending' AND h.claim = j.value->>1 AND ${MAY_GO_ON}`;

/** The next rows of a part of a campaign; none while the campaign does not run, or its number does not send. */
export const pickOfCampaign = (of: {
  readonly range: KeyRange;
  readonly campaignId: Id<"campaign">;
  readonly numberId: Id<"number">;
  /** At most six. */
  readonly size: number;
}): Pick => ({
  sql: OF_CAMPAIGN,
  params: [of.campaignId, of.numberId, of.range.first, of.range.last, of.size],
});

/** A row that a run has claimed and not posted. */
export interface HeldClaim {
  readonly id: Id<"message">;
  readonly claim: string;
}

/** Those of a run's claimed rows that are still its own; none while the campaign does not run, or its number does not send. */
export const heldOfCampaign = (of: {
  readonly held: readonly HeldClaim[];
  readonly campaignId: Id<"campaign">;
  readonly numberId: Id<"number">;
}): Pick => ({
  sql: HELD_OF_CAMPAIGN,
  params: [of.campaignId, of.numberId, JSON.stringify(of.held.map(({ id, claim }) => [id, claim]))],
});

/** A claim older than this belongs to a run that is gone, ms. */
export const CLAIM_LOST_MS = 60_000;
/** A queued message older than this has lost its doorbell, ms. */
const QUEUED_TOO_LONG_MS = 15_000;
/** Lost rows that one read answers, at most. */
const LOST_MAX = 200;

/** A row whose run is gone. */
export type LostRow = EventSubject & { readonly claim: string | null };

const LOST = `SELECT id, number_id numberId, contact_id contactId, conversation_id conversationId, campaign_id campaignId,
  client_ref clientRef, claim FROM messages WHERE`;
const LOST_OF_OUTBOX = `${LOST} campaign_id IS NULL AND state IN ('queued','sending') AND state = 'sending' AND claimed_at < ?1
  LIMIT ?2`;
const LOST_IN = `${LOST} id BETWEEN ?1 AND ?2 AND state = 'sending' AND claimed_at < ?3 LIMIT ?4`;

const WAITING = `SELECT 1 FROM messages
  WHERE campaign_id IS NULL AND state IN ('queued','sending') AND state = 'queued' AND queued_at < ?1
    AND (due_at IS NULL OR due_at <= ?2)
    AND number_id IN (SELECT id FROM numbers WHERE ${NUMBER_SENDS}) LIMIT 1`;

/** What a crash left of the rows of no campaign: lost claims, and whether a row that could be sent was rung for in vain. */
export async function readLeftBehind(
  db: TenantDb,
  nowMs: number,
): Promise<{ readonly lost: readonly LostRow[]; readonly isWaiting: boolean }> {
  const [lost, waiting] = await db.$client.batch<LostRow>([
    statement(db, LOST_OF_OUTBOX, nowMs - CLAIM_LOST_MS, LOST_MAX),
    statement(db, WAITING, nowMs - QUEUED_TOO_LONG_MS, nowMs),
  ]);
  return { lost: lost?.results ?? [], isWaiting: (waiting?.results.length ?? 0) > 0 };
}

/** The lost claims of a range of messages. */
export async function findLostIn(
  db: TenantDb,
  { first, last }: KeyRange,
  nowMs: number,
): Promise<readonly LostRow[]> {
  const before = nowMs - CLAIM_LOST_MS;
  const { results } = await statement(db, LOST_IN, first, last, before, LOST_MAX).all<LostRow>();
  return results;
}

const OPEN = `SELECT count(*) AS open, min(CASE state WHEN 'queued' THEN coalesce(due_at, 0) ELSE claimed_at + ?3 END) AS at
FROM messages WHERE id BETWEEN ?1 AND ?2 AND state IN ('queued', 'sending')`;

/** How many messages of a range are still to be sent, and when the first of them is due or its claim is lost, Unix ms. */
export async function readOpen(
  db: TenantDb,
  { first, last }: KeyRange,
): Promise<{ readonly open: number; readonly atMs: number }> {
  const row = await statement(db, OPEN, first, last, CLAIM_LOST_MS).first<{
    open: number;
    at: number | null;
  }>();
  return { open: row?.open ?? 0, atMs: row?.at ?? 0 };
}
