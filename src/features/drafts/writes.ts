/** The SQL that writes drafts, and what was spent on them. */
import type { AiUsage } from "#ai/completion";
import type { DraftSpans } from "#core/draft/spans";
import type { AiFault } from "#core/draft/states";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { aiSettings, drafts } from "#db/tenant/schema";
import type { CallRow, DraftRow, SettingsRow } from "#features/drafts/queries";

export const insertDraft = (db: TenantDb, row: DraftRow): Statement =>
  toStatement(db, db.insert(drafts).values(row));

const OPEN_GUARD = "drafts.open";

/** A template was made of a draft. The batch rolls back when one was before (`isAccepted`). */
export const acceptDraftRow = (
  db: TenantDb,
  id: Id<"draft">,
  { templateId, nowMs }: { readonly templateId: Id<"template">; readonly nowMs: number },
): Statement[] => [
  guard(db, OPEN_GUARD, "EXISTS (SELECT 1 FROM drafts WHERE id = ?1 AND template_id IS NULL)", id),
  statement(
    db,
    "UPDATE drafts SET template_id = ?2, accepted_at = CAST(?3 AS INTEGER) WHERE id = ?1",
    id,
    templateId,
    nowMs,
  ),
];

/** Whether {@link acceptDraftRow} met a draft of which a template was made before. */
export const isAccepted = (error: unknown): boolean => isGuardBroken(error, OPEN_GUARD);

/** The workspace's decision about AI, in the place of the one before. */
export const saveSettings = (db: TenantDb, row: SettingsRow): Statement =>
  toStatement(
    db,
    db.insert(aiSettings).values(row).onConflictDoUpdate({ target: aiSettings.id, set: row }),
  );

/** Give up what was under way at `untilMs` or before: its run died, and it counts no more. */
export const abandonCalls = (db: TenantDb, untilMs: number): Statement =>
  statement(
    db,
    `UPDATE ai_ledger SET outcome = 'failed', fault = 'abandoned', key_hash = NULL
     WHERE outcome = 'pending' AND at <= ?1`,
    untilMs,
  );

const KEY_GUARD = "drafts.key";

/** The batch rolls back while an asking with the same idempotency key is under way (`isKeyBusy`). */
export const guardKey = (db: TenantDb, keyHash: string): Statement =>
  guard(
    db,
    KEY_GUARD,
    "NOT EXISTS (SELECT 1 FROM ai_ledger WHERE outcome = 'pending' AND key_hash = ?1)",
    keyHash,
  );

/** Whether {@link guardKey} met another asking with its key. */
export const isKeyBusy = (error: unknown): boolean => isGuardBroken(error, KEY_GUARD);

/** How many drafts a month and an hour may have. */
export interface DraftLimits {
  readonly month: number;
  readonly hour: number;
}

const RESERVE = `
INSERT INTO ai_ledger (id, at, outcome, model, rounds, input_sha256, fields, key_hash)
SELECT ?1, CAST(?2 AS INTEGER), 'pending', ?3, 0, ?4, ?5, ?6
FROM (SELECT count(*) AS n FROM ai_ledger WHERE outcome = 'pending') open
WHERE open.n + coalesce((SELECT drafts FROM ai_usage WHERE span = ?7), 0) < ?8
  AND open.n + coalesce((SELECT drafts FROM ai_usage WHERE span = ?9), 0) < ?10`;

/**
 * Enter an asking before it is made. It counts against the limits from here on, so that no two take the last one: it wins when
 * it changes a row.
 */
export const reserveCall = (
  db: TenantDb,
  call: Pick<CallRow, "id" | "at" | "model" | "inputSha256" | "fields" | "keyHash">,
  spans: DraftSpans,
  limits: DraftLimits,
): Statement =>
  statement(
    db,
    RESERVE,
    call.id,
    call.at,
    call.model,
    call.inputSha256,
    JSON.stringify(call.fields),
    call.keyHash,
    spans.month,
    limits.month,
    spans.hour,
    limits.hour,
  );

/** How an asking ended, and what it took. */
export interface CallEnd {
  readonly rounds: number;
  readonly usage: AiUsage;
  /** Of one that brought a draft. */
  readonly draftId?: Id<"draft">;
  /** Of one that did not. */
  readonly fault?: AiFault;
}

const SETTLE = `
UPDATE ai_ledger SET outcome = ?2, fault = ?3, draft_id = ?4, rounds = CAST(?5 AS INTEGER),
  input_tokens = CAST(?6 AS INTEGER), output_tokens = CAST(?7 AS INTEGER), cost_micros = CAST(?8 AS INTEGER), key_hash = NULL
WHERE id = ?1`;

/** Enter how an asking ended. */
export const settleCall = (
  db: TenantDb,
  id: Id<"aiCall">,
  { rounds, usage, draftId, fault }: CallEnd,
): Statement =>
  statement(
    db,
    SETTLE,
    id,
    draftId === undefined ? "failed" : "drafted",
    fault ?? null,
    draftId ?? null,
    rounds,
    usage.inputTokens,
    usage.outputTokens,
    usage.costMicros,
  );

const USED = "drafts.used";

/** Lets the batch through only while a month has so many drafts (`isUsedMeanwhile`). */
export const guardUsed = (db: TenantDb, month: string, drafts: number): Statement =>
  guard(db, USED, "coalesce((SELECT drafts FROM ai_usage WHERE span = ?1), 0) = ?2", month, drafts);

/** Whether {@link guardUsed} met a draft that was made meanwhile. */
export const isUsedMeanwhile = (error: unknown): boolean => isGuardBroken(error, USED);

/** Count a draft in its month and its hour; hours before that are dropped. */
export const countDraft = (db: TenantDb, { month, hour }: DraftSpans): Statement[] => [
  ...[month, hour].map((span) =>
    statement(
      db,
      `INSERT INTO ai_usage (span, drafts) VALUES (?1, 1) ON CONFLICT (span) DO UPDATE SET drafts = drafts + 1`,
      span,
    ),
  ),
  statement(db, "DELETE FROM ai_usage WHERE length(span) > length(?1) AND span < ?2", month, hour),
];
