import { and, eq } from "drizzle-orm";

import type { LinkWords } from "#core/consent/opt-in-link";
import type { Id } from "#core/ids";
import { guard, isGuardBroken, statement, toStatement, type Statement } from "#db/statement";
import type { TenantDb } from "#db/tenant/client";
import { NUMBER_SENDS } from "#db/tenant/number-sends";
import { numbers } from "#db/tenant/schema";
import type { NumberRow } from "#features/numbers/queries";

/** What may change of a number that is connected. */
export type NumberSet = Partial<
  Pick<
    NumberRow,
    | "name"
    | "status"
    | "tokenSealed"
    | "pinSealed"
    | "verifiedName"
    | "confirmedAt"
    | "saidAt"
    | "tokenExpiresAt"
    | "autoRead"
    | "keywords"
  >
>;

/** Change a number. */
export const updateNumber = (
  db: TenantDb,
  id: Id<"number">,
  set: NumberSet & Pick<NumberRow, "updatedAt">,
): Statement => toStatement(db, db.update(numbers).set(set).where(eq(numbers.id, id)));

const WORDS_GUARD = "numbers.words";

/** Let the batch through only while a number's words and those of its links are as they were read (`areWordsChanged`). */
export const guardWords = (
  db: TenantDb,
  { id, keywords, linkWords }: Pick<NumberRow, "id" | "keywords" | "linkWords">,
): Statement =>
  guard(
    db,
    WORDS_GUARD,
    "EXISTS (SELECT 1 FROM numbers WHERE id = ?1 AND keywords IS ?2 AND link_words IS ?3)",
    id,
    ...[keywords, linkWords].map((words) => (words === null ? null : JSON.stringify(words))),
  );

/** Whether a batch failed because the words of a number changed meanwhile: look again, and decide again. */
export const areWordsChanged = (error: unknown): boolean => isGuardBroken(error, WORDS_GUARD);

/** Put the phrases of a number's links beside it. The batch fails (`areWordsChanged`) when its words have changed since it was read. */
export const setLinkWords = (
  db: TenantDb,
  number: Pick<NumberRow, "id" | "keywords" | "linkWords">,
  linkWords: LinkWords,
): Statement[] => [
  guardWords(db, number),
  toStatement(db, db.update(numbers).set({ linkWords }).where(eq(numbers.id, number.id))),
];

/**
 * Meta refused a number: it sends no more. One that does not send anyway stays as it is, but that a lost token is the stronger
 * word; and one that Meta confirmed after `asOfMs` (Unix ms: it was given a token, or resumed) is not what was refused.
 */
export const stopNumber = (
  db: TenantDb,
  id: Id<"number">,
  {
    status,
    asOfMs,
    nowMs,
  }: {
    readonly status: "needs_reauth" | "restricted";
    readonly asOfMs: number;
    readonly nowMs: number;
  },
): Statement =>
  statement(
    db,
    `UPDATE numbers SET status = ?2, updated_at = max(updated_at, ?3) WHERE id = ?1 AND confirmed_at <= ?4
      AND (${NUMBER_SENDS} OR (status = 'restricted' AND ?2 = 'needs_reauth')) AND status <> ?2`,
    id,
    status,
    nowMs,
    asOfMs,
  );

/** Forget the token of a disconnected number, unless it was taken up since it was read. */
export const forgetToken = (db: TenantDb, row: NumberRow): Statement =>
  toStatement(
    db,
    db
      .update(numbers)
      .set({ tokenSealed: null })
      .where(
        and(
          eq(numbers.id, row.id),
          eq(numbers.status, "disconnected"),
          eq(numbers.updatedAt, row.updatedAt),
        ),
      ),
  );

/**
 * One kind of number a workspace, decided by the database itself, so that two calls at once cannot mix them. Disconnected numbers
 * of the other kind count as long as a message is there: what happened in the sandbox must not pass for a real person's.
 */
const PENDING = `
INSERT INTO numbers (id, kind, name, waba_id, portfolio_id, phone_number_id, display_phone_number, verified_name, status,
  quality_rating, throughput_mps, messaging_limit, token_sealed, pin_sealed, created_at, updated_at, pending_act,
  confirmed_at, said_at, token_expires_at, app_id)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending', ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20
WHERE NOT EXISTS (SELECT 1 FROM numbers
  WHERE kind <> ?2 AND (status <> 'disconnected' OR EXISTS (SELECT 1 FROM messages)))
ON CONFLICT (id) DO UPDATE SET name = excluded.name, waba_id = excluded.waba_id,
  display_phone_number = excluded.display_phone_number, verified_name = excluded.verified_name, status = 'pending',
  quality_rating = excluded.quality_rating, throughput_mps = excluded.throughput_mps,
  messaging_limit = excluded.messaging_limit, token_sealed = excluded.token_sealed, pin_sealed = excluded.pin_sealed,
  updated_at = excluded.updated_at, pending_act = excluded.pending_act, confirmed_at = excluded.confirmed_at,
  said_at = excluded.said_at, token_expires_at = excluded.token_expires_at, app_id = excluded.app_id
WHERE numbers.status IN ('pending', 'disconnected')`;

/** Write a pending row. It changes no row when the workspace holds the other kind, or the number is in use. */
export const putPending = (db: TenantDb, row: NumberRow): Statement =>
  statement(
    db,
    PENDING,
    row.id,
    row.kind,
    row.name,
    row.wabaId,
    row.portfolioId,
    row.phoneNumberId,
    row.displayPhoneNumber,
    row.verifiedName,
    row.qualityRating,
    row.throughputMps,
    row.messagingLimit,
    row.tokenSealed,
    row.pinSealed,
    row.createdAt,
    row.updatedAt,
    JSON.stringify(row.pendingAct),
    row.confirmedAt,
    JSON.stringify(row.saidAt),
    row.tokenExpiresAt,
    row.appId,
  );

const PENDING_GUARD = "numbers.pending";

/**
 * Write a connected row whole, so that it stands even if a sweep took the pending row for a leftover. The batch rolls back
 * (`isTakenUp`) when the row is there and pending no more, or is another call's pending row.
 *
 * @param wasUpdatedAtMs The `updatedAt` of the pending row, as the caller knows it.
 */
export const putConnected = (
  db: TenantDb,
  after: NumberRow,
  wasUpdatedAtMs: number,
): Statement[] => {
  const { id: _id, createdAt: _createdAt, ...set } = after;
  return [
    guard(
      db,
      PENDING_GUARD,
      "NOT EXISTS (SELECT 1 FROM numbers WHERE id = ?1 AND (status <> 'pending' OR updated_at <> ?2))",
      after.id,
      wasUpdatedAtMs,
    ),
    toStatement(
      db,
      db.insert(numbers).values(after).onConflictDoUpdate({ target: numbers.id, set }),
    ),
  ];
};

/** Whether {@link putConnected} came second: somebody else finished the row, or took it up. */
export const isTakenUp = (error: unknown): boolean => isGuardBroken(error, PENDING_GUARD);

/** Take a pending row back, unless somebody took it up since it was read; a number that was here before stays, disconnected. */
export const takePendingBack = (
  db: TenantDb,
  row: NumberRow,
  { isReturning }: { readonly isReturning: boolean },
): Statement => {
  const stillPending = and(
    eq(numbers.id, row.id),
    eq(numbers.status, "pending"),
    eq(numbers.updatedAt, row.updatedAt),
  );
  const gone = { tokenSealed: null, pinSealed: null, pendingAct: null };
  return toStatement(
    db,
    isReturning
      ? db
          .update(numbers)
          .set({ ...gone, status: "disconnected" })
          .where(stillPending)
      : db.delete(numbers).where(stillPending),
  );
};
