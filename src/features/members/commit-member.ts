import { refusalOfRole } from "#core/account/member-change";
import { AppError, fieldError, notFound } from "#core/errors";
import type { Role } from "#core/scopes";
import { findMember, type MemberRow } from "#features/members/queries";
import {
  guardCaller,
  guardOwnerLeft,
  guardUnchanged,
  isCallerChanged,
  isLastOwner,
  isMemberChanged,
} from "#features/members/writes";
import { commitControl, type ControlCommit } from "#platform/commit-control";
import type { Actor, ScopedWorkspaceContext } from "#platform/context";
import type { PersonContext } from "#platform/person";

/** Whoever changes a member: by their scope, or a person who leaves. */
export type ChangingContext = ScopedWorkspaceContext | PersonContext;

/** Nobody but callers change members. @throws TypeError for a job. */
function callerOf({ actor }: ChangingContext): Extract<Actor, { kind: "user" | "api_key" }> {
  if (actor.kind === "job") throw new TypeError("no job changes a member");
  return actor;
}

/**
 * Whether the caller may touch a role.
 *
 * @param pointer Where the body names it; left out: it is the member's own.
 * @throws AppError `owner_required` or `missing_scope`.
 */
export function refuseRole(ctx: ChangingContext, role: Role, pointer?: `/${string}`): void {
  const actor = callerOf(ctx);
  const own = actor.kind === "user" ? actor.role : null;
  const code = refusalOfRole({ role: own, scopes: actor.scopes }, role);
  if (code === null) return;
  const detail =
    code === "owner_required"
      ? "Only an owner gives ownership, or touches who has it."
      : `The role ${role} may do more than this credential.`;
  throw pointer === undefined ? new AppError(code, detail) : fieldError(code, pointer, detail);
}

/**
 * Write a change of a member, while caller and member are what they were taken for.
 *
 * @param leaves Whether the member is an owner no more behind it.
 * @throws AppError `last_owner` with the workspace; `missing_scope` when the caller lost the role meanwhile; `not_found` or
 *   `invalid_state` when the member was removed or changed.
 */
export async function commitMember(
  ctx: ChangingContext,
  member: MemberRow,
  { leaves, ...act }: ControlCommit & { readonly leaves: boolean },
): Promise<void> {
  const { control, tenant } = ctx;
  const of = { tenantId: tenant.id, userId: member.userId };
  try {
    await commitControl(ctx, {
      ...act,
      statements: [
        guardUnchanged(control, member),
        ...(leaves ? [guardOwnerLeft(control, of)] : []),
        guardCaller(control, tenant.id, callerOf(ctx)),
        ...act.statements,
      ],
    });
  } catch (error) {
    if (isLastOwner(error)) throw lastOwner(ctx);
    if (isCallerChanged(error))
      throw new AppError("missing_scope", "What you may do here has changed meanwhile.");
    if (!isMemberChanged(error)) throw error;
    if ((await findMember(control, tenant.id, member.userId)) === undefined) throw notFound();
    throw new AppError("invalid_state", "The member was changed meanwhile. Look again.");
  }
}

/** The refusal of what would leave the workspace without an owner. */
export const lastOwner = ({ tenant: { id, name } }: ChangingContext): AppError =>
  new AppError(
    "last_owner",
    "It is the only owner of this workspace. Make somebody else an owner first.",
    { members: { workspaces: [{ id, name }] } },
  );
