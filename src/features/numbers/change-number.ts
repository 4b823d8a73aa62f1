import type { NewEvent } from "#core/event/catalogue";
import type { NumberRow } from "#features/numbers/queries";
import { numberView } from "#features/numbers/view";
import { updateNumber, type NumberSet } from "#features/numbers/writes";
import { commit } from "#platform/commit";
import type { ScopedContext } from "#platform/context";

export interface NumberChange {
  readonly set: NumberSet;
  /** The audit's action, e.g. `number.pause`. */
  readonly action: string;
  readonly events?: readonly NewEvent[];
  /** 200 answers the number, 204 nothing. */
  readonly status?: 200 | 204;
}

/** Write one change of a number with its audit row, and return the row as it is now. */
export const changeNumber = async (
  ctx: ScopedContext,
  row: NumberRow,
  change: NumberChange,
): Promise<NumberRow> => {
  const { set, status = 200, events = [] } = change;
  const updatedAt = Math.max(ctx.nowMs(), row.updatedAt + 1);
  const after: NumberRow = { ...row, ...set, updatedAt };
  await commit(ctx, {
    statements: [updateNumber(ctx.db, row.id, { ...set, updatedAt })],
    events,
    audit: { action: change.action, target: row.id },
    answer: { status, body: status === 204 ? null : numberView(after) },
  });
  return after;
};
