import { z } from "zod";

import { rulesOf } from "#core/campaign/eligibility";
import type { Id } from "#core/ids";
import type { Address } from "#core/whatsapp/outbound";
import { statement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { skipReasonSql } from "#db/tenant/skip-reason-sql";

/** Which rows to claim: a SELECT of message ids, at most six. Its parameters are numbered from `?3`. */
export interface Pick {
  readonly sql: string;
  readonly params: readonly (string | number)[];
}

/** A row that this run alone may post. */
export interface ClaimedRow {
  readonly id: Id<"message">;
  readonly numberId: Id<"number">;
  readonly contactId: Id<"contact">;
  readonly conversationId: Id<"conversation"> | null;
  readonly campaignId: Id<"campaign"> | null;
  readonly templateId: Id<"template"> | null;
  readonly type: string;
  readonly content: unknown;
  readonly variables: Readonly<Record<string, string>> | null;
  readonly contextWamid: string | null;
  readonly purpose: string | null;
  readonly clientRef: string | null;
  /** How often the row was claimed, this claim included. */
  readonly attempts: number;
  readonly claim: string;
  readonly claimedAtMs: number;
  readonly to: Address;
}

const REASON = `CASE WHEN m.purpose = 'marketing' THEN ${skipReasonSql("c", rulesOf("marketing", null))}
  ELSE ${skipReasonSql("c", rulesOf("transactional", null))} END`;

const picked = (pick: string): string => `
SELECT m.id, m.campaign_id, ${REASON} reason FROM messages m LEFT JOIN contacts c ON c.id = m.contact_id
WHERE m.id IN (${pick}) AND m.state = 'queued' AND (m.due_at IS NULL OR m.due_at <= ?2)`;

const claimSql = (pick: string): string => `
UPDATE messages AS m SET state = CASE WHEN p.reason IS NULL THEN 'sending' ELSE 'skipped' END, skip_reason = p.reason,
  claim = ?1, claimed_at = ?2, attempts = m.attempts + (p.reason IS NULL)
FROM (${picked(pick)}) p WHERE m.id = p.id
RETURNING id, state, number_id numberId, contact_id contactId, conversation_id conversationId, campaign_id campaignId,
  template_id templateId, type, content, variables, context_wamid contextWamid, purpose, client_ref clientRef, attempts, claim,
  claimed_at claimedAtMs,
  (SELECT json_object('phone', c.phone, 'waId', c.wa_id, 'bsuid', c.bsuid) FROM contacts c WHERE c.id = contact_id) address`;

const countsSql = (pick: string): string => `
WITH p AS MATERIALIZED (${picked(pick)}),
d AS (SELECT campaign_id, count(*) n, sum(reason IS NULL) go FROM p WHERE campaign_id IS NOT NULL GROUP BY campaign_id)
UPDATE campaigns SET n_queued = n_queued - d.n, n_sending = n_sending + d.go, n_skipped = n_skipped + d.n - d.go,
  skipped_by_reason = CASE WHEN d.n = d.go THEN skipped_by_reason ELSE (
    SELECT json_group_object(reason, n) FROM (SELECT reason, sum(n) n FROM (
      SELECT key reason, value n FROM json_each(campaigns.skipped_by_reason)
      UNION ALL SELECT p.reason, 1 FROM p WHERE p.campaign_id = campaigns.id AND p.reason IS NOT NULL) GROUP BY reason)) END,
  updated_at = ?2
FROM d WHERE campaigns.id = d.campaign_id`;

/**
 * Statements of one batch that take queued rows for this run: `queued` → `sending`, or → `skipped` when the person may not be
 * written to any more (consent and suppression are judged here, at the last moment). Only the run whose token a row carries
 * may post it. The last statement answers the rows: read them with {@link claimedRows}.
 *
 * @param token Unique to the run.
 * @param options `campaigns: false` when no picked row belongs to one.
 */
export function claimStatements(
  db: TenantDb,
  pick: Pick,
  { token, nowMs, campaigns }: { token: string; nowMs: number; campaigns: boolean },
): Statement[] {
  const params = [token, nowMs, ...pick.params] as const;
  return [
    ...(campaigns ? [statement(db, countsSql(pick.sql), ...params)] : []),
    statement(db, claimSql(pick.sql), ...params),
  ];
}

const json = z.string().transform((text): unknown => JSON.parse(text));
const Claimed = z.object({
  id: z.custom<Id<"message">>(),
  state: z.enum(["sending", "skipped"]),
  numberId: z.custom<Id<"number">>(),
  contactId: z.custom<Id<"contact">>(),
  conversationId: z.custom<Id<"conversation"> | null>(),
  campaignId: z.custom<Id<"campaign"> | null>(),
  templateId: z.custom<Id<"template"> | null>(),
  type: z.string(),
  content: json.nullable(),
  variables: json.pipe(z.record(z.string(), z.string())).nullable(),
  contextWamid: z.string().nullable(),
  purpose: z.string().nullable(),
  clientRef: z.string().nullable(),
  attempts: z.int(),
  claim: z.string(),
  claimedAtMs: z.int(),
  address: json.pipe(z.custom<Address>()).nullable(),
});

/** The rows to post, by id, from the result of the last claim statement; and how many were skipped instead. */
export function claimedRows(result: D1Result<Record<string, unknown>> | undefined): {
  rows: ClaimedRow[];
  skipped: number;
} {
  const parsed = (result?.results ?? []).map((row) => Claimed.parse(row));
  const rows = parsed
    .filter((row) => row.state === "sending")
    .map(({ state: _state, address, ...row }) => ({
      ...row,
      to: address ?? { phone: null, waId: null, bsuid: null },
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return { rows, skipped: parsed.length - rows.length };
}
