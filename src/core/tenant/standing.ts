import type { TenantState } from "#core/tenant/states";

/**
 * What goes on in a workspace: `suspended` by the operator; `closing` by its owner, who may still take it back and take the data
 * along; `closed` when that time is over, and nothing works but its end.
 */
export type Standing = TenantState | "closing" | "closed";

/** What a record says of it. */
export interface Rests {
  readonly state: TenantState;
  /** When a closed workspace is gone, Unix ms. */
  readonly closingAt: number | null;
}

/** The standing of a workspace at an instant (Unix ms). */
export function standingOf({ state, closingAt }: Rests, nowMs: number): Standing {
  if (closingAt !== null && closingAt <= nowMs) return "closed";
  if (state === "suspended") return "suspended";
  return closingAt === null ? "active" : "closing";
}

/** What work says of itself for workspaces that rest. */
export interface RestRule {
  /** Of a suspended workspace, and one that is closing. */
  readonly suspended: "runs" | "waits";
  /** Of one that is closing, when it differs: what the owner takes along is still made. */
  readonly closing?: "runs";
}

/** Whether work is done in a workspace that stands so. In a closed one nothing is but its end, which is no work of its own. */
export function isDoneWhile(standing: Standing, { suspended, closing }: RestRule): boolean {
  if (standing === "active") return true;
  if (standing === "closed") return false;
  return suspended === "runs" || (standing === "closing" && closing === "runs");
}
