import { COUNTED_STATES } from "#core/campaign/progress";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";

/**
 * Message rows that change, as SQL: one row for each kind of change with the columns `campaign` (its id, never NULL), `was` and
 * `next` (states; `was` is NULL for a row that is new), `reason` (why it is, or was, skipped), `failed_was` and `failed_next` (of a failed
 * row Meta's code or `unknown`, else NULL), `accepted` and `sent` (1 when it
 * reaches that for the first time, else 0) and `n` (how many rows change so).
 */
export interface CountedChanges {
  readonly sql: string;
  /** Bound from `?2` on; `?1` is the instant of the change, Unix ms. */
  readonly params: readonly (string | number | null)[];
}

const moved = (state: string): string => `sum(n * (("next" = '${state}') - (was IS '${state}')))`;

const countsSql = (changes: string): string => `
WITH changes AS MATERIALIZED (${changes}),
d AS (SELECT campaign, sum(n * (was IS NULL)) planned, sum(n * accepted) accepted, sum(n * sent) sent,
  ${COUNTED_STATES.map((state) => `${moved(state)} n_${state}`).join(", ")},
  sum(was IS NOT "next" OR failed_was IS NOT failed_next OR accepted OR sent) moved
  FROM changes GROUP BY campaign)
UPDATE campaigns SET planned = campaigns.planned + d.planned,
  ${COUNTED_STATES.map((state) => `n_${state} = campaigns.n_${state} + d.n_${state}`).join(", ")},
  reached_accepted = reached_accepted + d.accepted, reached_sent = reached_sent + d.sent,
  skipped_by_reason = CASE WHEN NOT EXISTS (
    SELECT 1 FROM changes WHERE campaign = campaigns.id AND ("next" = 'skipped') <> (was IS 'skipped'))
    THEN skipped_by_reason ELSE (
    SELECT json_group_object(reason, n) FROM (
      SELECT reason, sum(n) n FROM (
        SELECT key reason, value n FROM json_each(campaigns.skipped_by_reason)
        UNION ALL SELECT coalesce(reason, 'other'), n * (("next" = 'skipped') - (was IS 'skipped'))
          FROM changes WHERE campaign = campaigns.id)
      GROUP BY reason HAVING sum(n) > 0)) END,
  failed_by_code = CASE WHEN NOT EXISTS (
    SELECT 1 FROM changes WHERE campaign = campaigns.id AND failed_was IS NOT failed_next)
    THEN failed_by_code ELSE (
    SELECT json_group_object(code, n) FROM (
      SELECT code, sum(n) n FROM (
        SELECT key code, value n FROM json_each(campaigns.failed_by_code)
        UNION ALL SELECT failed_was, -n FROM changes WHERE campaign = campaigns.id AND failed_was IS NOT NULL
        UNION ALL SELECT failed_next, n FROM changes WHERE campaign = campaigns.id AND failed_next IS NOT NULL)
      GROUP BY code HAVING sum(n) > 0)) END,
  updated_at = ?1
FROM d WHERE campaigns.id = d.campaign AND d.moved > 0`;

/**
 * The one rule that moves a campaign's counters and its skip reasons, so that they always add up to `planned`. Put it into the
 * batch that changes the rows: before them when the changes are read from the rows as they were, behind them when the rows are
 * new. One row written for each campaign that moves.
 */
export const countChanges = (db: TenantDb, changes: CountedChanges, nowMs: number): Statement =>
  statement(db, countsSql(changes.sql), nowMs, ...changes.params);
