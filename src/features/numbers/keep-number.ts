/**
 * The two-database act of connecting: the workspace's row as `pending`, then the unique routes in the control database, then
 * the row as connected. A crash leaves a `pending` row, with a route or without. It remembers who asked, so that the same call,
 * made again, or `sweepNumbers` finishes it in that name; or it is taken back.
 */
import { AppError } from "#core/errors";
import { numberConnected } from "#features/numbers/events";
import { graphAccess } from "#features/numbers/graph-token";
import { allNumbers, hasMessages, type NumberRow } from "#features/numbers/queries";
import { claimRoutes, numberTaken, releaseRoutes } from "#features/numbers/routing";
import type { ConnectedNumber } from "#features/numbers/schemas-graph";
import { numberView } from "#features/numbers/view";
import { isTakenUp, putConnected, putPending, takePendingBack } from "#features/numbers/writes";
import { AlreadyAnswered, commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

/** A `pending` row younger than this may belong to a call that is still running, so the sweep leaves it alone. */
export const PENDING_STALE_MS = 60_000;

/**
 * Write a verified number. The row is pending, with its act; its `id` may be that of a number that was disconnected, which
 * comes back with its history, or of one whose connection was cut short.
 *
 * @param graphToken The token of a sandbox number that was made just now; it is answered and not stored.
 * @throws AppError `mixed_number_kinds`, `number_taken`, `waba_taken`, `invalid_state` about the Meta app; then nothing of it is left.
 */
export const keepNumber = async (
  ctx: ScopedContext,
  row: NumberRow,
  graphToken: string | null = null,
): Promise<ConnectedNumber> => {
  await writePending(ctx, row);
  return finishPending(ctx, row, graphToken);
};

/**
 * Finish a pending row as it is stored: take its routes and make it connected. Of all who try, one succeeds; the row is only
 * finished by whoever knows its latest `updatedAt`. Nobody else than who made it knows a sandbox number's token.
 *
 * @throws AppError `number_taken`, `waba_taken`, `invalid_state`, and AlreadyAnswered; then nothing of it is left, unless somebody
 *   else finished it or took it up. Anything else leaves the row to the next call or the sweep.
 */
export const finishPending = async (
  ctx: ScopedContext,
  row: NumberRow,
  graphToken: string | null = null,
): Promise<ConnectedNumber> => {
  let claimedAtMs = row.updatedAt;
  try {
    claimedAtMs = await claimRoutes(ctx, row);
    return { ...(await writeConnected(ctx, row, claimedAtMs)), ...graphOf(ctx, row, graphToken) };
  } catch (error) {
    if (isTakenUp(error)) throw numberTaken();
    // Only then is it certain that nothing was written.
    if (error instanceof AppError || error instanceof AlreadyAnswered) {
      await releaseRoutes(ctx, row, claimedAtMs);
      await undoPending(ctx, row);
    }
    throw error;
  }
};

async function writePending(ctx: ScopedContext, row: NumberRow): Promise<void> {
  const { results } = await commit(ctx, { statements: [putPending(ctx.db, row)] });
  if (results[0]?.meta.changes !== 0) return;
  await refuseMixed(ctx, row.kind, await allNumbers(ctx.db));
  throw numberTaken();
}

/**
 * Refuse a number of another kind than those of the workspace. Its numbers of the other kind may be left behind as long as
 * nothing was written or heard on any.
 *
 * @throws AppError `mixed_number_kinds`.
 */
export async function refuseMixed(
  ctx: ScopedContext,
  kind: NumberRow["kind"],
  known: readonly NumberRow[],
): Promise<void> {
  const others = known.filter((row) => row.kind !== kind);
  if (others.length === 0) return;
  if (others.some(({ status }) => status !== "disconnected"))
    throw new AppError(
      "mixed_number_kinds",
      "A workspace holds either cloud or sandbox numbers: disconnect the others first.",
    );
  if (await hasMessages(ctx.db))
    throw new AppError(
      "mixed_number_kinds",
      "This workspace has messages of its former numbers of the other kind: use another workspace.",
    );
}

async function writeConnected(
  ctx: ScopedContext,
  row: NumberRow,
  claimedAtMs: number,
): Promise<ConnectedNumber> {
  const after: NumberRow = {
    ...row,
    status: row.pendingAct?.status ?? "connected",
    updatedAt: Math.max(ctx.nowMs(), claimedAtMs),
    pendingAct: null,
  };
  const view = { ...numberView(after), ...graphOf(ctx, after, null) };
  await commit(ctx, {
    statements: putConnected(ctx.db, after, row.updatedAt),
    events: [numberConnected(after)],
    audit: { action: "number.connect", target: row.id, changes: { kind: row.kind } },
    answer: { status: 201, body: view },
  });
  return view;
}

const graphOf = (
  ctx: ScopedContext,
  { kind }: NumberRow,
  token: string | null,
): Pick<ConnectedNumber, "graph"> => ({
  graph: kind === "sandbox" ? graphAccess(ctx, token) : null,
});

/** Take a pending row back, unless somebody took it up since it was read. */
export const undoPending = async (ctx: ScopedContext, row: NumberRow): Promise<void> => {
  const isReturning = row.pendingAct?.isReturning ?? row.createdAt < row.updatedAt;
  await commit(ctx, { statements: [takePendingBack(ctx.db, row, { isReturning })] });
};
