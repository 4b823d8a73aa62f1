import { UNSETTLED_STATES } from "#core/campaign/progress";

/** `isSettled` of core as an SQL condition over a row of `campaigns`. Binds nothing. */
export const CAMPAIGN_SETTLED = UNSETTLED_STATES.map((state) => `n_${state} = 0`).join(" AND ");
