import { statementSha256 } from "#core/consent/ledger";
import type { ConsentAction, ConsentMethod } from "#core/consent/states";
import type { Id } from "#core/ids";
import { statement, type Statement } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import type { TenantDb } from "#db/tenant/client";
import type { consents } from "#db/tenant/schema";
import type { TenantContext } from "#platform/context";

export type ConsentRow = typeof consents.$inferSelect;

/** An act for the ledger. Whether it may enter was decided before, by `applyConsent`. */
export interface ConsentEntry {
  readonly contactId: Id<"contact">;
  readonly action: ConsentAction;
  readonly purpose: "marketing";
  readonly method: ConsentMethod;
  /** Proven to be the person's own act. */
  readonly byPerson: boolean;
  readonly statement?: string | null;
  readonly statementLanguage?: string | null;
  readonly source?: string | null;
  readonly subjectIp?: string | null;
  readonly subjectUserAgent?: string | null;
  /** The message by which the person acted. */
  readonly messageId?: Id<"message"> | null;
  readonly capturedAtMs: number;
}

/** A row without its sequence and without the state, which a request takes over from the head. */
type NewConsent = Omit<ConsentRow, "seq" | "state" | "hash"> & {
  readonly seq: number | null;
  readonly state: ConsentRow["state"] | null;
};

const APPEND = `
INSERT INTO consents (seq, id, contact_id, purpose, action, state, method, by_person, statement, statement_sha256,
  statement_language, source, subject_ip, subject_user_agent, message_id, actor, captured_at, recorded_at)
SELECT e.value->>'seq', e.value->>'id', e.value->>'contactId', e.value->>'purpose', e.value->>'action',
  coalesce(e.value->>'state', (SELECT c.marketing FROM contacts c WHERE c.id = e.value->>'contactId'), 'unknown'),
  e.value->>'method', e.value->>'byPerson', e.value->>'statement', e.value->>'statementSha256',
  e.value->>'statementLanguage', e.value->>'source', e.value->>'subjectIp', e.value->>'subjectUserAgent',
  e.value->>'messageId', e.value->>'actor', e.value->>'capturedAt', e.value->>'recordedAt'
FROM json_each(?1) e ORDER BY e.key`;

/** A person's withdrawal stays the person's when the business withdraws as well. */
const MOVE_HEAD = `
UPDATE contacts SET
  marketing = e.value->>'state',
  marketing_by_person = CASE
    WHEN e.value->>'state' = 'granted' THEN 0
    WHEN marketing = 'withdrawn' AND marketing_by_person = 1 THEN 1
    ELSE e.value->>'byPerson' END,
  updated_at = max(updated_at + 1, e.value->>'recordedAt')
FROM json_each(?1) e WHERE contacts.id = e.value->>'contactId'`;

/**
 * The statements that append acts to the ledger and move the contacts' heads: in any commit, after the contacts exist.
 *
 * @param nextSeq The sequence of the first row, when the caller read it together with the heads that it decided on: then the
 *   batch fails (`consents.seq` not unique) when the ledger has grown since. Null lets the database number the rows.
 */
export const appendConsents = (
  ctx: TenantContext,
  entries: readonly ConsentEntry[],
  nextSeq: number | null = null,
): { statements: Statement[]; events: NewEvent[]; rows: NewConsent[] } => {
  const rows = entries.map((entry, i) =>
    newConsent(ctx, entry, nextSeq === null ? null : nextSeq + i),
  );
  return {
    rows,
    statements: rows.length === 0 ? [] : ledgerStatements(ctx.db, rows),
    events: rows.flatMap((row) => consentEvent(row)),
  };
};

/** As {@link appendConsents}, for one act that needs no lock on the ledger: what a person's own message does. */
export const consentStatements = (
  ctx: TenantContext,
  entry: ConsentEntry,
): { statements: Statement[]; events: NewEvent[] } => {
  const { statements, events } = appendConsents(ctx, [entry]);
  return { statements, events };
};

function ledgerStatements(db: TenantDb, rows: readonly NewConsent[]): Statement[] {
  const moves = lastMoves(rows);
  return [
    statement(db, APPEND, JSON.stringify(rows)),
    ...(moves.length === 0 ? [] : [statement(db, MOVE_HEAD, JSON.stringify(moves))]),
  ];
}

/** Where each contact's head ends up: its last act, still the person's when an earlier withdrawal was. */
function lastMoves(rows: readonly NewConsent[]): readonly NewConsent[] {
  const moves = new Map<Id<"contact">, NewConsent>();
  for (const row of rows) {
    if (row.state === null) continue;
    const before = moves.get(row.contactId);
    const still = before?.state === "withdrawn" && before.byPerson && row.state === "withdrawn";
    moves.set(row.contactId, { ...row, byPerson: row.byPerson || still });
  }
  return [...moves.values()];
}

function newConsent(ctx: TenantContext, entry: ConsentEntry, seq: number | null): NewConsent {
  const text = entry.statement ?? null;
  return {
    seq,
    id: ctx.newId("consent"),
    contactId: entry.contactId,
    purpose: entry.purpose,
    action: entry.action,
    state: STATES[entry.action],
    method: entry.method,
    byPerson: entry.byPerson,
    statement: text,
    statementSha256: text === null ? null : statementSha256(text),
    statementLanguage: entry.statementLanguage ?? null,
    source: entry.source ?? null,
    subjectIp: entry.subjectIp ?? null,
    subjectUserAgent: entry.subjectUserAgent ?? null,
    messageId: entry.messageId ?? null,
    actor: `${ctx.actor.kind}:${ctx.actor.id}`,
    capturedAt: entry.capturedAtMs,
    recordedAt: ctx.nowMs(),
  };
}

const STATES = { grant: "granted", withdraw: "withdrawn", request: null } as const;

/** A request changes nothing, so it tells nobody. */
const consentEvent = (row: NewConsent): NewEvent[] =>
  row.state === null
    ? []
    : [
        {
          type: `consent.${row.state}`,
          data: {
            id: row.id,
            contact_id: row.contactId,
            purpose: row.purpose,
            action: row.action,
            state: row.state,
            method: row.method,
            message_id: row.messageId,
            captured_at: new Date(row.capturedAt).toISOString(),
            recorded_at: new Date(row.recordedAt).toISOString(),
          },
        },
      ];
