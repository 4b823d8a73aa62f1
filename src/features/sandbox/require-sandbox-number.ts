import { notFound } from "#core/errors";
import { findSeenNumber, type NumberRow } from "#features/numbers/index";
import type { ScopedContext } from "#platform/context";

/** The number, when it is one of the sandbox. @throws AppError `not_found`, for a cloud number too. */
export const requireSandboxNumber = async (ctx: ScopedContext, id: string): Promise<NumberRow> => {
  const row = await findSeenNumber(ctx, id);
  if (row?.kind !== "sandbox") throw notFound();
  return row;
};
