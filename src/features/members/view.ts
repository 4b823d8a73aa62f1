import type { MemberRow } from "#features/members/queries";
import type { MemberView } from "#features/members/schemas";
import { holdsScope, type ScopedWorkspaceContext } from "#platform/context";

/** The wire shape of a member; the e-mail is for whoever may see the team. */
export const memberView = ({ actor }: ScopedWorkspaceContext, row: MemberRow): MemberView => ({
  id: row.userId,
  full_name: row.fullName,
  role: row.role,
  numbers: row.numbers === null ? null : [...row.numbers],
  email: holdsScope(actor, "team:read") ? row.email : null,
  joined_at: new Date(row.createdAt).toISOString(),
});
