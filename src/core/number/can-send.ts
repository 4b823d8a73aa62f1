import type { NumberStatus } from "#core/number/states";

/**
 * The statuses in which a number sends. A `restricted` one does not: Meta refused it as a whole, and each further try is one
 * more mark against the account.
 */
export const SENDING_STATUSES: readonly NumberStatus[] = ["connected"];

/** Whether anything goes out from a number of this status. */
export const canSend = (status: NumberStatus): boolean => SENDING_STATUSES.includes(status);

/** The problem that tells why nothing goes out from a number; null when it sends. */
export function sendRefusal(status: NumberStatus): "number_needs_reauth" | "number_paused" | null {
  if (canSend(status)) return null;
  return status === "needs_reauth" ? "number_needs_reauth" : "number_paused";
}
