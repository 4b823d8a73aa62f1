/** Codes with which Meta refuses the parameters of a template: one mistake in a campaign makes every message fail alike. */
const PARAMETER_ERRORS: ReadonlySet<number> = new Set([132000, 132008, 132012, 132018]);

/** So many equal parameter errors in a row, and the campaign is paused. */
export const PARAMETER_ERRORS_MAX = 25;

/** Outcomes in order, as the count of equal errors sees them: the code of a parameter error, or null. */
export const parameterErrors = (codes: readonly (number | null)[]): readonly (number | null)[] =>
  codes.map((code) => (code !== null && PARAMETER_ERRORS.has(code) ? code : null));
