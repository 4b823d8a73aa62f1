import { requireMember } from "#features/members/require-member";
import type { MemberView } from "#features/members/schemas";
import { memberView } from "#features/members/view";
import { requireScope, type WorkspaceContext } from "#platform/context";

/** One member. @throws AppError `not_found`. */
export async function getMember(ctx: WorkspaceContext, id: string): Promise<MemberView> {
  requireScope(ctx, "inbox:read");
  return memberView(ctx, await requireMember(ctx, id));
}
