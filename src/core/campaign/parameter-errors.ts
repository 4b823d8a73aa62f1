import { actionFor } from "#core/whatsapp/error-action";

/** So many equal errors of what a campaign's messages have in common in a row, and the campaign is paused. */
export const PARAMETER_ERRORS_MAX = 25;

/** Outcomes in order, as the count of equal errors sees them: the code of an error that hits all alike, or null. */
export const parameterErrors = (codes: readonly (number | null)[]): readonly (number | null)[] =>
  codes.map((code) => (code !== null && actionFor(code, false).isAlike === true ? code : null));
