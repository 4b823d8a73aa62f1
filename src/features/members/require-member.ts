import { notFound } from "#core/errors";
import { isId } from "#core/ids";
import type { ChangingContext } from "#features/members/commit-member";
import { findMember, type MemberRow } from "#features/members/queries";

/** Somebody of the workspace. @throws AppError `not_found`, also for somebody of another one. */
export async function requireMember(
  { control, tenant }: ChangingContext,
  id: string,
): Promise<MemberRow> {
  const row = isId("user", id) ? await findMember(control, tenant.id, id) : undefined;
  if (row === undefined) throw notFound();
  return row;
}
