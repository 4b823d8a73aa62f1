import { ROLE_SCOPES, type Role, type Scope } from "#core/scopes";

/** Whoever changes a member: a person with a role, or a key, which has none. */
export interface Changer {
  readonly role: Role | null;
  readonly scopes: readonly Scope[];
}

/**
 * Why somebody may not touch a role: give it, take it, or remove who has it. Ownership is owners' alone, and nobody touches a role
 * that may do more than they do themselves.
 *
 * @returns Null when they may.
 */
export function refusalOfRole(
  { role: own, scopes }: Changer,
  role: Role,
): "owner_required" | "missing_scope" | null {
  if (role === "owner") return own === "owner" ? null : "owner_required";
  return ROLE_SCOPES[role].every((scope) => scopes.includes(scope)) ? null : "missing_scope";
}
