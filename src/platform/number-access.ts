/**
 * Which numbers a caller may know of. A member or a key may be limited to some; what belongs to another number is then answered as
 * if it did not exist. Every slice that shows what is a number's asks here, and `http/number-gate.ts` closes whatever does not.
 */
import { eq, inArray, type SQL, type SQLWrapper } from "drizzle-orm";

import { isWithin, reaches, type NumberAccess } from "#core/account/number-access";
import { AppError, fieldError } from "#core/errors";
import type { Id } from "#core/ids";
import { numberRoutes } from "#db/control/schema";
import { jsonList } from "#db/json-list";
import type { WorkspaceContext } from "#platform/context";

/** The numbers that the caller may know of; null: every one. A job knows of all. */
export const numbersOf = ({ actor }: Pick<WorkspaceContext, "actor">): NumberAccess =>
  actor.kind === "job" ? null : actor.numbers;

/** Whether the caller may know of a number; null is what is no number's. */
export const seesNumber = (
  ctx: Pick<WorkspaceContext, "actor">,
  id: Id<"number"> | null,
): boolean => reaches(numbersOf(ctx), id);

/** The row, unless it is of a number that the caller may not know of: a look-up ends with it. */
export const seen = <R extends { readonly numberId: Id<"number"> }>(
  ctx: Pick<WorkspaceContext, "actor">,
  row: R | undefined,
): R | undefined => (row !== undefined && seesNumber(ctx, row.numberId) ? row : undefined);

/** The condition on a column that holds a number's id; undefined for whoever may know of all. */
export function ofNumbers(access: NumberAccess, column: SQLWrapper): SQL | undefined {
  return access === null ? undefined : inArray(column, jsonList(access));
}

/**
 * The access that a caller gives: at most their own, and numbers that the workspace has.
 *
 * @param given As the body says; null and undefined mean every number that the caller may know of.
 * @throws AppError `missing_scope` of `/numbers` for more than the caller's own; `not_found` of the first that is none.
 */
export async function givenAccess(
  ctx: WorkspaceContext,
  given: NumberAccess | undefined,
): Promise<NumberAccess> {
  const own = numbersOf(ctx);
  const access = given ?? null;
  if (given === undefined) return own;
  refuseMoreNumbers(ctx, access, "/numbers");
  if (access === null) return null;
  const rows = await ctx.control
    .select({ id: numberRoutes.numberId })
    .from(numberRoutes)
    .where(eq(numberRoutes.tenantId, ctx.tenant.id));
  const known = new Set(rows.map(({ id }) => id));
  const at = access.findIndex((id) => !known.has(id));
  if (at >= 0) throw fieldError("not_found", `/numbers/${at}`, "No connected number has this id.");
  return access;
}

/**
 * Nobody gives, touches or takes over an access that is wider than their own.
 *
 * @param pointer Where the body names it; left out: it is that of what the path names.
 * @throws AppError `missing_scope`.
 */
export function refuseMoreNumbers(
  ctx: Pick<WorkspaceContext, "actor">,
  access: NumberAccess,
  pointer?: `/${string}`,
): void {
  if (isWithin(access, numbersOf(ctx))) return;
  const detail = "This credential is limited to some numbers, and that would reach more.";
  throw pointer === undefined
    ? new AppError("missing_scope", detail)
    : fieldError("missing_scope", pointer, detail);
}
