/** Why somebody is on the suppression list. `erased` is the platform's own: the person was erased and is not to be brought back. */
export const SUPPRESSION_REASONS = ["requested", "complaint", "legal", "erased", "other"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** The reasons that a caller may give. */
export const GIVEN_REASONS = [
  "requested",
  "complaint",
  "legal",
  "other",
] as const satisfies readonly SuppressionReason[];
