import { statementSha256 } from "#core/consent/ledger";
import type { ConsentAction, ConsentMethod } from "#core/consent/states";
import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import type { Statement } from "#db/statement";
import { moveConsentHeads, type ConsentHeadMove } from "#db/tenant/consent-head";
import { consentEvents } from "#features/consent/events";
import { insertConsents, type NewConsent } from "#features/consent/writes";
import type { ScopedContext } from "#platform/context";

/** An act for the ledger. Whether it may enter was decided before, by `applyConsent`. */
export interface ConsentEntry {
  /** Of its row; a new one when it is left out. */
  readonly id?: Id<"consent">;
  readonly contactId: Id<"contact">;
  readonly action: ConsentAction;
  readonly purpose: "marketing";
  readonly method: ConsentMethod;
  /** Proven to be the person's own act. */
  readonly byPerson: boolean;
  readonly statement?: string | null;
  readonly statementLanguage?: string | null;
  readonly statementVersion?: string | null;
  readonly source?: string | null;
  readonly subjectIp?: string | null;
  readonly subjectUserAgent?: string | null;
  /** The message by which the person acted. */
  readonly messageId?: Id<"message"> | null;
  /** What shows it: a scan of a form, a recorded call. */
  readonly evidenceMediaId?: Id<"media"> | null;
  readonly capturedAtMs: number;
  /** Recorded as evidence only: the head stays where it is, and nobody is told. */
  readonly keepsHead?: boolean;
}

/**
 * The statements that append acts to the ledger and move the contacts' heads: in any commit, after the contacts exist.
 *
 * @param nextSeq The sequence of the first row, when the caller read it together with the heads that it decided on: then the
 *   batch fails (`isLedgerConflict`) when the ledger has grown since. Null lets the database number the rows.
 */
export const appendConsents = (
  ctx: ScopedContext,
  entries: readonly ConsentEntry[],
  nextSeq: number | null = null,
): { statements: Statement[]; events: NewEvent[]; rows: NewConsent[] } => {
  const rows = entries.map((entry, i) =>
    newConsent(ctx, entry, nextSeq === null ? null : nextSeq + i),
  );
  return {
    rows,
    statements: [...insertConsents(ctx.db, rows), ...moveConsentHeads(ctx.db, lastMoves(rows))],
    events: rows.flatMap((row) => consentEvents(row)),
  };
};

/** As {@link appendConsents}, for one act that needs no lock on the ledger: what a person's own message does. */
export const consentStatements = (
  ctx: ScopedContext,
  entry: ConsentEntry,
): { statements: Statement[]; events: NewEvent[] } => {
  const { statements, events } = appendConsents(ctx, [entry]);
  return { statements, events };
};

/** Where each contact's head ends up: its last act, still the person's when an earlier withdrawal was. */
function lastMoves(rows: readonly NewConsent[]): readonly ConsentHeadMove[] {
  const moves = new Map<Id<"contact">, ConsentHeadMove>();
  for (const { id, contactId, state, byPerson, recordedAt } of rows) {
    if (state === null) continue;
    const before = moves.get(contactId);
    const still = before?.state === "withdrawn" && before.byPerson && state === "withdrawn";
    moves.set(contactId, {
      contactId,
      consentId: id,
      state,
      byPerson: byPerson || still,
      recordedAt,
    });
  }
  return [...moves.values()];
}

function newConsent(ctx: ScopedContext, entry: ConsentEntry, seq: number | null): NewConsent {
  return {
    seq,
    id: entry.id ?? ctx.newId("consent"),
    contactId: entry.contactId,
    purpose: entry.purpose,
    action: entry.action,
    state: entry.keepsHead === true ? null : STATES[entry.action],
    method: entry.method,
    byPerson: entry.byPerson,
    ...statementOf(entry),
    ...subjectOf(entry),
    messageId: entry.messageId ?? null,
    evidenceMediaId: entry.evidenceMediaId ?? null,
    recordedIp: ctx.origin.ip,
    recordedUserAgent: ctx.origin.userAgent,
    actor: `${ctx.actor.kind}:${ctx.actor.id}`,
    capturedAt: entry.capturedAtMs,
    recordedAt: ctx.nowMs(),
  };
}

const statementOf = ({ statement = null, ...entry }: ConsentEntry) => ({
  statement,
  statementSha256: statement === null ? null : statementSha256(statement),
  statementLanguage: entry.statementLanguage ?? null,
  statementVersion: entry.statementVersion ?? null,
});

const subjectOf = (entry: ConsentEntry) => ({
  source: entry.source ?? null,
  subjectIp: entry.subjectIp ?? null,
  subjectUserAgent: entry.subjectUserAgent ?? null,
});

const STATES = { grant: "granted", withdraw: "withdrawn", request: null } as const;
