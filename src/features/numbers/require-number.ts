import { AppError, notFound } from "#core/errors";
import { findNumber, type NumberRow } from "#features/numbers/queries";
import type { ScopedContext } from "#platform/context";
import { seesNumber } from "#platform/number-access";

/** The number, unless the caller may not know of it. */
export async function findSeenNumber(
  ctx: ScopedContext,
  id: string,
): Promise<NumberRow | undefined> {
  const row = await findNumber(ctx.db, id);
  return row !== undefined && seesNumber(ctx, row.id) ? row : undefined;
}

/** The number, or `not_found`. */
export const requireNumber = async (ctx: ScopedContext, id: string): Promise<NumberRow> => {
  const row = await findSeenNumber(ctx, id);
  if (row === undefined) throw notFound();
  return row;
};

/** The number while it is in use. @throws AppError `not_found`, `invalid_state` once it is disconnected. */
export const requireNumberInUse = async (ctx: ScopedContext, id: string): Promise<NumberRow> => {
  const row = await requireNumber(ctx, id);
  if (row.status === "disconnected")
    throw new AppError("invalid_state", "The number is disconnected: connect it again first.");
  return row;
};

/** The same of a number of the sandbox. @throws AppError `not_found`, for a cloud number too; `invalid_state`. */
export const requireSandboxInUse = async (ctx: ScopedContext, id: string): Promise<NumberRow> => {
  const row = await requireNumberInUse(ctx, id);
  if (row.kind !== "sandbox") throw notFound();
  return row;
};
