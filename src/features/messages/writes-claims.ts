import { rulesOf } from "#core/campaign/eligibility";
import { statement, type Statement } from "#db/statement";
import { countChanges } from "#db/tenant/campaign-counts";
import type { TenantDb } from "#db/tenant/client";
import { skipReasonSql } from "#db/tenant/skip-reason-sql";
import type { Pick } from "#features/messages/queries-claims";

/** The template's category as it is now decides, beside the purpose that the message was made for. */
const reasonOf = (
  person: "c" | "w",
): string => `CASE WHEN m.purpose = 'marketing' OR t.category = 'MARKETING' THEN ${skipReasonSql(person, rulesOf("marketing", null))}
  ELSE ${skipReasonSql(person, rulesOf("transactional", null))} END`;

/** Whoever was merged since is written to as who they are now, except by a campaign, which has them twice. */
const REASON = `CASE WHEN c.merged_into IS NULL THEN ${reasonOf("c")}
  WHEN m.campaign_id IS NOT NULL THEN 'duplicate' ELSE ${reasonOf("w")} END`;

/** The act that a marketing message relies on: the grant of whoever it goes to, as of the claim. */
const CONSENT = `CASE WHEN m.purpose = 'marketing' OR t.category = 'MARKETING'
  THEN CASE WHEN c.merged_into IS NULL THEN c.marketing_consent_id ELSE w.marketing_consent_id END END`;

const picked = (pick: string, was: "queued" | "sending"): string => `
SELECT m.id, m.campaign_id, ${REASON} reason, ${CONSENT} consent FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id
  LEFT JOIN contacts w ON w.id = c.merged_into
  LEFT JOIN templates t ON t.id = m.template_id
WHERE m.id IN (${pick}) AND m.state = '${was}' AND (m.due_at IS NULL OR m.due_at <= ?2)`;

const addressOf = (person: "c" | "w"): string =>
  `json_object('phone', ${person}.phone, 'waId', ${person}.wa_id, 'bsuid', ${person}.bsuid)`;

const CLAIMED = `id, state, number_id numberId, contact_id contactId, conversation_id conversationId, campaign_id campaignId,
  template_id templateId, type, content, variables, context_wamid contextWamid, purpose, client_ref clientRef, attempts, claim,
  claimed_at claimedAtMs,
  (SELECT CASE WHEN c.merged_into IS NULL THEN ${addressOf("c")}
    ELSE (SELECT ${addressOf("w")} FROM contacts w WHERE w.id = c.merged_into) END FROM contacts c WHERE c.id = contact_id) address`;

const claimSql = (pick: string): string => `
UPDATE messages AS m SET state = CASE WHEN p.reason IS NULL THEN 'sending' ELSE 'skipped' END, skip_reason = p.reason,
  claim = ?1, claimed_at = ?2, attempts = m.attempts + (p.reason IS NULL),
  consent_id = CASE WHEN p.reason IS NULL THEN p.consent END
FROM (${picked(pick, "queued")}) p WHERE m.id = p.id
RETURNING ${CLAIMED}`;

const skipHeldSql = (held: string): string => `
UPDATE messages AS m SET state = 'skipped', skip_reason = p.reason, claimed_at = ?2, attempts = m.attempts - 1
FROM (${picked(held, "sending")}) p WHERE m.id = p.id AND p.reason IS NOT NULL
RETURNING ${CLAIMED}`;

const changesSql = (pick: string, was: "queued" | "sending"): string => `
SELECT p.campaign_id campaign, '${was}' was, CASE WHEN p.reason IS NULL THEN 'sending' ELSE 'skipped' END "next",
  p.reason reason, NULL failed_was, NULL failed_next, 0 accepted, 0 sent, 1 n FROM (${picked(pick, was)}) p WHERE p.campaign_id IS NOT NULL`;

/**
 * Statements of one batch that take queued rows for a run: `queued` → `sending`, or → `skipped` when the person may not be
 * written to any more (consent, suppression and category are judged here, at the last moment). The last statement answers the rows.
 *
 * @param token Unique to the run: only the run whose token a row carries may post it.
 * @param options `campaigns: false` when no picked row belongs to one.
 */
export function claimStatements(
  db: TenantDb,
  pick: Pick,
  { token, nowMs, campaigns }: { token: string; nowMs: number; campaigns: boolean },
): Statement[] {
  const changes = { sql: changesSql(pick.sql, "queued"), params: [nowMs, ...pick.params] };
  return [
    ...(campaigns ? [countChanges(db, changes, nowMs)] : []),
    statement(db, claimSql(pick.sql), token, nowMs, ...pick.params),
  ];
}

/**
 * Statements of one batch that ask again about campaign rows which a run holds and has not posted: those whose person may not be
 * written to any more become `skipped`. The last two answer the skipped ones, and those that may be posted; these cost no write.
 *
 * @param held Picks rows by their claims.
 */
export function renewStatements(db: TenantDb, held: Pick, nowMs: number): Statement[] {
  const changes = { sql: changesSql(held.sql, "sending"), params: [nowMs, ...held.params] };
  return [
    countChanges(db, changes, nowMs),
    statement(db, skipHeldSql(held.sql), null, nowMs, ...held.params),
    statement(
      db,
      `SELECT ${CLAIMED} FROM messages WHERE id IN (${held.sql})`,
      null,
      nowMs,
      ...held.params,
    ),
  ];
}
