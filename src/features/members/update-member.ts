import { fieldError } from "#core/errors";
import { commitMember, refuseRole } from "#features/members/commit-member";
import type { MemberRow } from "#features/members/queries";
import { requireMember } from "#features/members/require-member";
import type { MemberView, UpdateMemberBody } from "#features/members/schemas";
import { memberView } from "#features/members/view";
import { updateMembership } from "#features/members/writes";
import {
  requireScope,
  type ScopedWorkspaceContext,
  type WorkspaceContext,
} from "#platform/context";
import { forgetCredentials } from "#platform/http/authenticate";
import { checkIfMatch, contentEtag } from "#platform/http/etag";
import { givenAccess, refuseMoreNumbers } from "#platform/number-access";

/**
 * Change what somebody is in the workspace, and which numbers they may know of. It counts here at once and everywhere within 30 s.
 *
 * @throws AppError `not_found`, of `/numbers/<n>` too; `precondition_failed`; `owner_required` and `missing_scope` when the caller
 *   may not touch the member, the role or the numbers; `invalid_request` of an owner's `/numbers`; `last_owner`.
 */
export async function updateMember(
  ctx: WorkspaceContext,
  id: string,
  { ifMatch, ...given }: UpdateMemberBody & { readonly ifMatch: string | undefined },
): Promise<MemberView> {
  requireScope(ctx, "team:write");
  const was = await requireMember(ctx, id);
  checkIfMatch(ifMatch, await contentEtag(memberView(ctx, was)));
  refuseRole(ctx, was.role);
  refuseMoreNumbers(ctx, was.numbers);
  const role = given.role ?? was.role;
  refuseRole(ctx, role, "/role");
  const row = { ...was, role, numbers: await accessOf(ctx, { ...was, role }, given) };

  const view = memberView(ctx, row);
  const changes = changesOf(was, row);
  await commitMember(ctx, was, {
    leaves: was.role === "owner" && role !== "owner",
    statements: Object.keys(changes).length === 0 ? [] : [updateMembership(ctx.control, row)],
    audit: { action: "member.update", target: was.userId, changes },
    answer: { status: 200, body: view },
  });
  forgetCredentials();
  return view;
}

/** Whoever becomes an owner knows of every number. */
async function accessOf(
  ctx: ScopedWorkspaceContext,
  { role, numbers: had }: MemberRow,
  { numbers: given }: UpdateMemberBody,
): Promise<MemberRow["numbers"]> {
  if (role === "owner") {
    if (given === undefined || given === null) return null;
    throw fieldError("invalid_request", "/numbers", "An owner knows of every number.");
  }
  return given === undefined ? had : givenAccess(ctx, given);
}

function changesOf(was: MemberRow, row: MemberRow): Readonly<Record<string, unknown>> {
  const isSame = JSON.stringify(was.numbers) === JSON.stringify(row.numbers);
  return {
    ...(was.role === row.role ? {} : { role: { from: was.role, to: row.role } }),
    ...(isSame ? {} : { numbers: { from: was.numbers, to: row.numbers } }),
  };
}
