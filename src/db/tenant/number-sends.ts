import { SENDING_STATUSES } from "#core/number/can-send";

/** `canSend` of core as an SQL condition over a row of `numbers`. Binds nothing. */
export const NUMBER_SENDS = `status IN (${SENDING_STATUSES.map((status) => `'${status}'`).join(", ")})`;
