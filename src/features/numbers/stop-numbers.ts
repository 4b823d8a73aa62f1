import type { NewEvent } from "#core/event/catalogue";
import type { Id } from "#core/ids";
import { isStopped } from "#core/number/after-news";
import type { Statement } from "#db/statement";
import { numberStopped } from "#features/numbers/events";
import { allNumbers, type NumberRow } from "#features/numbers/queries";
import { stopNumber } from "#features/numbers/writes";
import type { ScopedContext } from "#platform/context";

/** A refusal of Meta that is about the number and not about the message. */
export interface NumberStop {
  readonly numberId: Id<"number">;
  readonly status: "needs_reauth" | "restricted";
  /** Meta's code; null when it gave none. */
  readonly code: number | null;
  /** The last instant about which the refusal says anything, Unix ms. */
  readonly asOfMs: number;
}

/** What refusals do to numbers: for the batch that records them. Nothing is read without any. */
export async function stopNumbers(
  ctx: ScopedContext,
  stops: readonly NumberStop[],
): Promise<{ readonly statements: readonly Statement[]; readonly events: readonly NewEvent[] }> {
  const nowMs = ctx.nowMs();
  const rows = new Map<NumberRow["id"], NumberRow>(
    stops.length === 0 ? [] : (await allNumbers(ctx.db)).map((row) => [row.id, row]),
  );
  const events: NewEvent[] = [];
  for (const { numberId, status, code, asOfMs } of stops) {
    const row = rows.get(numberId);
    if (row === undefined || row.confirmedAt > asOfMs || !isStopped(row.status, status)) continue;
    const after = { ...row, status };
    rows.set(numberId, after);
    events.push(numberStopped(after, { reason: `meta_${code ?? "unnamed"}`, untilMs: null }));
  }
  return {
    statements: stops.map((stop) => stopNumber(ctx.db, stop.numberId, { ...stop, nowMs })),
    events,
  };
}
