import { notFound } from "#core/errors";
import { findLink, type FoundLink } from "#features/opt-in-links/queries";
import type { ScopedContext } from "#platform/context";

/** @throws AppError `not_found`. */
export async function requireLink(ctx: ScopedContext, id: string): Promise<FoundLink> {
  const found = await findLink(ctx.db, id);
  if (found === undefined) throw notFound();
  return found;
}
