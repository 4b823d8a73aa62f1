import type { NumberAccess } from "#core/account/number-access";
import type { Id } from "#core/ids";
import type { ControlDb } from "#db/control/client";
import { guard, isGuardBroken, statement, type Statement } from "#db/statement";
import type { MemberRow } from "#features/members/queries";
import type { Actor } from "#platform/context";

const OWNER_LEFT = "member.owner_left";
const CALLER = "member.caller";
const UNCHANGED = "member.unchanged";

/** Whether a batch rolled back because the workspace would be left without an owner. */
export const isLastOwner = (error: unknown): boolean => isGuardBroken(error, OWNER_LEFT);

/** Whether a batch rolled back because whoever calls is not what they were taken for any more. */
export const isCallerChanged = (error: unknown): boolean => isGuardBroken(error, CALLER);

/** Whether a batch rolled back because the member was changed meanwhile, or is gone. */
export const isMemberChanged = (error: unknown): boolean => isGuardBroken(error, UNCHANGED);

/** Which membership is meant. */
interface Of {
  readonly tenantId: Id<"tenant">;
  readonly userId: Id<"user">;
}

/** Somebody else owns the workspace: of two owners who step back at the same moment the second one stays. */
export const guardOwnerLeft = (control: ControlDb, { tenantId, userId }: Of): Statement =>
  guard(
    control,
    OWNER_LEFT,
    "EXISTS (SELECT 1 FROM memberships WHERE tenant_id = ?1 AND role = 'owner' AND user_id <> ?2)",
    tenantId,
    userId,
  );

/** An isolate remembers a role for 30 seconds: long enough for somebody who lost theirs to take it back. */
export const guardCaller = (
  control: ControlDb,
  tenantId: Id<"tenant">,
  actor: Extract<Actor, { kind: "user" | "api_key" }>,
): Statement =>
  actor.kind === "user"
    ? guard(
        control,
        CALLER,
        "EXISTS (SELECT 1 FROM memberships WHERE tenant_id = ?1 AND user_id = ?2 AND role = ?3 AND numbers IS ?4)",
        tenantId,
        actor.id,
        actor.role,
        stored(actor.numbers),
      )
    : guard(
        control,
        CALLER,
        "EXISTS (SELECT 1 FROM api_keys WHERE tenant_id = ?1 AND id = ?2 AND revoked_at IS NULL)",
        tenantId,
        actor.id,
      );

/** The member is what was judged. */
export const guardUnchanged = (control: ControlDb, { id, role, numbers }: MemberRow): Statement =>
  guard(
    control,
    UNCHANGED,
    "EXISTS (SELECT 1 FROM memberships WHERE id = ?1 AND role = ?2 AND numbers IS ?3)",
    id,
    role,
    stored(numbers),
  );

/** An access as its column holds it. */
const stored = (access: NumberAccess): string | null =>
  access === null ? null : JSON.stringify(access);

export const updateMembership = (control: ControlDb, { id, role, numbers }: MemberRow): Statement =>
  statement(
    control,
    "UPDATE memberships SET role = ?2, numbers = ?3 WHERE id = ?1",
    id,
    role,
    stored(numbers),
  );

/** Take somebody out of a workspace: their sessions of it end, and no letter of it comes any more. */
export const removeMembership = (
  control: ControlDb,
  { tenantId, userId }: Of,
  nowMs: number,
): Statement[] => [
  statement(
    control,
    "UPDATE sessions SET revoked_at = ?3 WHERE user_id = ?2 AND tenant_id = ?1 AND revoked_at IS NULL",
    tenantId,
    userId,
    nowMs,
  ),
  ...["alert_subscriptions", "memberships"].map((table) =>
    statement(
      control,
      `DELETE FROM ${table} WHERE tenant_id = ?1 AND user_id = ?2`,
      tenantId,
      userId,
    ),
  ),
];
