/** How long after a message it can be reacted to, ms. Source: Meta, "Reaction messages". */
const TARGET_AGE_MAX_MS = 30 * 24 * 60 * 60 * 1000;

/** The message that is reacted to, as it is stored. Instants are Unix ms. */
export interface ReactionTarget {
  readonly type: string;
  readonly atMs: number;
  readonly revokedAtMs: number | null;
}

/** Why a message cannot be reacted to: Meta refuses it. */
export interface TargetFault {
  readonly code: "target_is_reaction" | "target_deleted" | "target_too_old";
  readonly message: string;
}

/** Null when it can be reacted to. */
export function targetFault(target: ReactionTarget, nowMs: number): TargetFault | null {
  if (target.type === "reaction")
    return { code: "target_is_reaction", message: "A reaction takes no reaction." };
  if (target.revokedAtMs !== null)
    return { code: "target_deleted", message: "The person took the message back." };
  return nowMs - target.atMs > TARGET_AGE_MAX_MS
    ? { code: "target_too_old", message: "The message is more than 30 days old." }
    : null;
}
