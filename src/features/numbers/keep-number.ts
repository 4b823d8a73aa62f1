/**
 * The two-database act of connecting: the workspace's row as `pending`, then the unique routes in the control database, then
 * the row as connected. A crash leaves a `pending` row, with a route or without. It remembers who asked, so that the same call,
 * made again, or `sweepNumbers` finishes it in that name; or it is taken back.
 */
import { and, eq, sql } from "drizzle-orm";

import { AppError } from "#core/errors";
import { statement, toStatement, violatesNotNull } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import { numbers } from "#db/tenant/schema";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { claimRoutes, numberTaken, releaseRoutes } from "#features/numbers/routing";
import type { NumberView } from "#features/numbers/schemas";
import { numberView } from "#features/numbers/view";
import { AlreadyAnswered, commit } from "#platform/commit";
import type { TenantContext } from "#platform/context";

/** A `pending` row younger than this may belong to a call that is still running, so the sweep leaves it alone. */
export const PENDING_STALE_MS = 60_000;

/**
 * Write a verified number. The row is pending, with its act; its `id` may be that of a number that was disconnected, which
 * comes back with its history, or of one whose connection was cut short.
 *
 * @throws AppError `mixed_number_kinds`, `number_taken`, `waba_taken`; then nothing of it is left.
 */
export const keepNumber = async (ctx: TenantContext, row: NumberRow): Promise<NumberView> => {
  await writePending(ctx, row);
  return finishPending(ctx, row);
};

/**
 * Finish a pending row as it is stored: take its routes and make it connected. Of all who try, one succeeds; the row is only
 * finished by whoever knows its latest `updatedAt`.
 *
 * @throws AppError `number_taken`, `waba_taken`, and AlreadyAnswered; then nothing of it is left, unless somebody else finished
 *   it or took it up. Anything else leaves the row to the next call or the sweep.
 */
export const finishPending = async (ctx: TenantContext, row: NumberRow): Promise<NumberView> => {
  let claimedAtMs = row.updatedAt;
  try {
    claimedAtMs = await claimRoutes(ctx, row);
    return await writeConnected(ctx, row, claimedAtMs);
  } catch (error) {
    if (violatesNotNull(error, "numbers.status")) throw numberTaken();
    // Only then is it certain that nothing was written.
    if (error instanceof AppError || error instanceof AlreadyAnswered) {
      await releaseRoutes(ctx, row, claimedAtMs);
      await undoPending(ctx, row);
    }
    throw error;
  }
};

/** One kind of number a workspace, decided by the database itself, so that two calls at once cannot mix them. */
const PENDING = `
INSERT INTO numbers (id, kind, name, waba_id, portfolio_id, phone_number_id, display_phone_number, verified_name, status,
  quality_rating, throughput_mps, messaging_limit, token_sealed, pin_sealed, created_at, updated_at, pending_act)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending', ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16
WHERE NOT EXISTS (SELECT 1 FROM numbers WHERE kind <> ?2)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, waba_id = excluded.waba_id,
  display_phone_number = excluded.display_phone_number, verified_name = excluded.verified_name, status = 'pending',
  quality_rating = excluded.quality_rating, throughput_mps = excluded.throughput_mps,
  messaging_limit = excluded.messaging_limit, token_sealed = excluded.token_sealed, pin_sealed = excluded.pin_sealed,
  updated_at = excluded.updated_at, pending_act = excluded.pending_act
WHERE numbers.status IN ('pending', 'disconnected')`;

async function writePending(ctx: TenantContext, row: NumberRow): Promise<void> {
  const [result] = await commit(ctx, {
    statements: [
      statement(
        ctx.db,
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
      ),
    ],
  });
  if (result?.meta.changes !== 0) return;
  const isMixed = (await allNumbers(ctx.db)).some(({ kind }) => kind !== row.kind);
  throw isMixed ? mixedKinds() : numberTaken();
}

export const mixedKinds = (): AppError =>
  new AppError(
    "mixed_number_kinds",
    "A workspace holds either cloud or sandbox numbers: use another workspace for the other kind.",
  );

/**
 * Written whole, so that it stands even if a sweep took the pending row for a leftover. Whoever comes second finds another
 * status, or an `updated_at` that it did not write; the NULL then rolls the whole batch back.
 */
async function writeConnected(
  ctx: TenantContext,
  row: NumberRow,
  claimedAtMs: number,
): Promise<NumberView> {
  const after: NumberRow = {
    ...row,
    status: row.pendingAct?.status ?? "connected",
    updatedAt: Math.max(ctx.nowMs(), claimedAtMs),
    pendingAct: null,
  };
  const { id: _id, createdAt: _createdAt, ...set } = after;
  const isOurs = sql`${numbers.status} = 'pending' AND ${numbers.updatedAt} = ${row.updatedAt}`;
  const view = numberView(after);
  await commit(ctx, {
    statements: [
      toStatement(
        ctx.db,
        ctx.db
          .insert(numbers)
          .values(after)
          .onConflictDoUpdate({
            target: numbers.id,
            set: { ...set, status: sql`CASE WHEN ${isOurs} THEN excluded.status END` },
          }),
      ),
    ],
    events: [numberEvent("number.connected", after)],
    audit: { action: "number.connect", target: row.id, changes: { kind: row.kind } },
    answer: { status: 201, body: view },
  });
  return view;
}

/** Take a pending row back, unless somebody took it up since it was read. */
export const undoPending = async (ctx: TenantContext, row: NumberRow): Promise<void> => {
  const stillPending = and(
    eq(numbers.id, row.id),
    eq(numbers.status, "pending"),
    eq(numbers.updatedAt, row.updatedAt),
  );
  const isReturning = row.pendingAct?.isReturning ?? row.createdAt < row.updatedAt;
  const gone = { tokenSealed: null, pinSealed: null, pendingAct: null };
  await commit(ctx, {
    statements: [
      toStatement(
        ctx.db,
        isReturning
          ? ctx.db
              .update(numbers)
              .set({ ...gone, status: "disconnected" })
              .where(stillPending)
          : ctx.db.delete(numbers).where(stillPending),
      ),
    ],
  });
};

export const numberEvent = (
  type: "number.connected" | "number.disconnected",
  row: NumberRow,
): NewEvent => ({
  type,
  data: {
    number_id: row.id,
    kind: row.kind,
    waba_id: row.wabaId,
    phone_number_id: row.phoneNumberId,
    display_phone_number: row.displayPhoneNumber,
  },
});
