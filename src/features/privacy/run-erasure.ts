import type { Id } from "#core/ids";
import { afterTurn, FIRST_PLACE, type ErasurePlace } from "#core/privacy/erasure";
import { endErasure } from "#features/privacy/end-erasure";
import { erasedPerson } from "#features/privacy/erased-person";
import { STEPS } from "#features/privacy/erasure-steps";
import { findRequest, type RequestRow } from "#features/privacy/queries";
import { keepPlace } from "#features/privacy/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";
import type { JobOutcome } from "#platform/queue/jobs";

/** Turns of one job; then it rings for itself, so that no erasure holds a consumer for long. */
const TURNS_MAX = 25;
/** What is just being sent is sent, or lost, by then. */
const WAIT_SECONDS = 15;

/**
 * Erase a person, turn by turn. It may be cut off anywhere, and done by two at once: every turn finds what is left, and the place
 * is kept behind each.
 */
export async function runErasure(
  ctx: ScopedContext,
  id: Id<"privacyRequest">,
): Promise<JobOutcome> {
  for (let turns = 0; turns < TURNS_MAX; turns++) {
    const row = await findRequest(ctx.db, id);
    if (row?.status !== "running" || row.kind !== "erase") return { type: "done" };
    const waits = await takeTurn(ctx, row);
    if (waits) return { type: "retry", afterSeconds: WAIT_SECONDS };
  }
  await ctx.enqueue({ kind: "privacy.erase", tenantId: ctx.tenant.id, requestId: id });
  return { type: "done" };
}

/** @returns Whether it has to wait. */
async function takeTurn(ctx: ScopedContext, row: RequestRow): Promise<boolean> {
  const place = row.place ?? FIRST_PLACE;
  const person = await erasedPerson(ctx, row);
  if (place.step === "meta" || place.step === "person") {
    const isEnded = await endErasure(ctx, { row, person, place });
    if (!isEnded) await moveTo(ctx, row, { ...FIRST_PLACE, counts: place.counts });
    return false;
  }
  const turn = await STEPS[place.step](ctx, person, place.cursor);
  // What waits is looked for again from the beginning of its step.
  const next = turn.waits === true ? { ...place, cursor: null } : afterTurn(place, turn);
  if (next !== null) await moveTo(ctx, row, next);
  return turn.waits === true;
}

const moveTo = async (ctx: ScopedContext, row: RequestRow, place: ErasurePlace): Promise<void> =>
  void (await commit(ctx, { statements: [keepPlace(ctx.db, row.id, place)] }));
