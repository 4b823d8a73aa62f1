import { eq } from "drizzle-orm";

import { toStatement } from "#db/statement";
import type { NewEvent } from "#db/tenant/append-events";
import { numbers } from "#db/tenant/schema";
import type { NumberRow } from "#features/numbers/queries";
import { numberView } from "#features/numbers/view";
import { commit } from "#platform/commit";
import type { TenantContext } from "#platform/context";

export interface NumberChange {
  readonly set: Partial<
    Pick<NumberRow, "name" | "status" | "tokenSealed" | "pinSealed" | "verifiedName">
  >;
  /** The audit's action, e.g. `number.pause`. */
  readonly action: string;
  readonly events?: readonly NewEvent[];
  /** 200 answers the number, 204 nothing. */
  readonly status?: 200 | 204;
}

/** Write one change of a number with its audit row, and return the row as it is now. */
export const changeNumber = async (
  ctx: TenantContext,
  row: NumberRow,
  change: NumberChange,
): Promise<NumberRow> => {
  const { set, status = 200, events = [] } = change;
  const updatedAt = Math.max(ctx.nowMs(), row.updatedAt + 1);
  const after: NumberRow = { ...row, ...set, updatedAt };
  const write = ctx.db
    .update(numbers)
    .set({ ...set, updatedAt })
    .where(eq(numbers.id, row.id));
  await commit(ctx, {
    statements: [toStatement(ctx.db, write)],
    events,
    audit: { action: change.action, target: row.id },
    answer: { status, body: status === 204 ? null : numberView(after) },
  });
  return after;
};
