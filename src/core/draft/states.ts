/** What AI may draft. The text of an AUTHENTICATION template is Meta's own. */
export const DRAFTED_CATEGORIES = ["MARKETING", "UTILITY"] as const;
export type DraftedCategory = (typeof DRAFTED_CATEGORIES)[number];

/** How the asking of a model ended. `pending`: it has not yet, or never will because its run died. */
export const AI_OUTCOMES = ["pending", "drafted", "failed"] as const;

/** Why a model gave no draft. */
export const AI_FAULTS = [
  "unreachable",
  "timeout",
  "rate_limited",
  "no_credit",
  "not_admitted",
  "no_private_provider",
  "server_error",
  "unreadable",
  "refused",
  "cut_off",
  "lint_failed",
  "not_kept",
  "abandoned",
] as const;
export type AiFault = (typeof AI_FAULTS)[number];
