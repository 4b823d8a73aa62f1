/**
 * The two-database act of connecting: the workspace's row as `pending`, then the unique routes in the control database, then
 * the row as connected. A crash leaves a `pending` row, with a route or without; `sweepNumbers` finishes or undoes it.
 */
import { and, eq } from "drizzle-orm";

import { AppError } from "#core/errors";
import { statement, toStatement } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import { numbers } from "#db/tenant/schema";
import type { NumberRow } from "#features/numbers/queries";
import { claimRoutes, releaseRoutes } from "#features/numbers/routing";
import type { NumberView } from "#features/numbers/schemas";
import { numberView } from "#features/numbers/view";
import { AlreadyAnswered, commit } from "#platform/commit";
import type { TenantContext } from "#platform/context";

/** A `pending` row younger than this may belong to a call that is still running. */
export const PENDING_STALE_MS = 60_000;

/**
 * Write a verified number. The row's `id` may be that of a number that was disconnected: it comes back with its history.
 *
 * @throws AppError `mixed_number_kinds`, `number_taken`, `waba_taken`; then nothing of it is left.
 */
export const keepNumber = async (ctx: TenantContext, row: NumberRow): Promise<NumberView> => {
  await writePending(ctx, row);
  try {
    await claimRoutes(ctx, row);
  } catch (error) {
    await undoPending(ctx, row);
    throw error;
  }
  try {
    return await writeConnected(ctx, row);
  } catch (error) {
    // Only then is it certain that nothing was written. Whatever else went wrong is left to the sweep.
    if (error instanceof AlreadyAnswered) {
      await releaseRoutes(ctx, row);
      await undoPending(ctx, row);
    }
    throw error;
  }
};

/** One kind of number a workspace, decided by the database itself, so that two calls at once cannot mix them. */
const PENDING = `
INSERT INTO numbers (id, kind, name, waba_id, portfolio_id, phone_number_id, display_phone_number, verified_name, status,
  quality_rating, throughput_mps, messaging_limit, token_sealed, pin_sealed, created_at, updated_at)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending', ?9, ?10, ?11, ?12, ?13, ?14, ?15
WHERE NOT EXISTS (SELECT 1 FROM numbers WHERE kind <> ?2)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, waba_id = excluded.waba_id, status = 'pending',
  token_sealed = excluded.token_sealed, pin_sealed = excluded.pin_sealed, updated_at = excluded.updated_at
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
      ),
    ],
  });
  if (result?.meta.changes === 0) throw mixedKinds();
}

export const mixedKinds = (): AppError =>
  new AppError(
    "mixed_number_kinds",
    "A workspace holds either cloud or sandbox numbers: use another workspace for the other kind.",
  );

/** Written whole, so that it stands even if a sweep took the pending row for a leftover. */
async function writeConnected(ctx: TenantContext, row: NumberRow): Promise<NumberView> {
  const { id: _id, createdAt: _createdAt, ...set } = row;
  const view = numberView(row);
  await commit(ctx, {
    statements: [
      toStatement(
        ctx.db,
        ctx.db.insert(numbers).values(row).onConflictDoUpdate({ target: numbers.id, set }),
      ),
    ],
    events: [numberEvent("number.connected", row)],
    audit: { action: "number.connect", target: row.id, changes: { kind: row.kind } },
    answer: { status: 201, body: view },
  });
  return view;
}

/** Take a pending row back: a number that was here before is disconnected again, a new one is gone. */
export const undoPending = async (ctx: TenantContext, row: NumberRow): Promise<void> => {
  const stillPending = and(eq(numbers.id, row.id), eq(numbers.status, "pending"));
  const cameBack = row.createdAt < row.updatedAt;
  await commit(ctx, {
    statements: [
      toStatement(
        ctx.db,
        cameBack
          ? ctx.db
              .update(numbers)
              .set({ status: "disconnected", tokenSealed: null, pinSealed: null })
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
