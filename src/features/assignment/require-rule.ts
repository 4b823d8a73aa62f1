import { notFound } from "#core/errors";
import { findRule, type RuleRow } from "#features/assignment/queries";
import type { ScopedContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function requireRule(ctx: ScopedContext, id: string): Promise<RuleRow> {
  const row = await findRule(ctx.db, id);
  if (row === undefined) throw notFound();
  return row;
}
