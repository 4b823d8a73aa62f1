import type { NumberStatus } from "#core/number/states";

/** The statuses of a number that is connected, whether it sends or not: neither pending nor disconnected. */
export const STATUSES_IN_USE: readonly NumberStatus[] = [
  "connected",
  "paused",
  "needs_reauth",
  "restricted",
];

/** Whether a number of this status is connected. */
export const isInUse = (status: NumberStatus): boolean => STATUSES_IN_USE.includes(status);
