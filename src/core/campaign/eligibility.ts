/**
 * Why a person of the audience gets no message. One SQL expression decides, for the preview, for the plan and again when a
 * row is claimed, so that what was shown is what happens.
 */
export const SKIP_REASONS = [
  "no_consent",
  "suppressed",
  "duplicate",
  "no_identity",
  "us_marketing",
  "frequency_cap",
  "missing_variable",
  "window",
  "undeliverable",
  "blocked",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** What cancelling a campaign leaves on the rows that were still queued. */
export const CANCELLED_REASON = "campaign_cancelled";

export interface EligibilityRules {
  /** A MARKETING template needs a grant of the person. */
  readonly needsConsent: boolean;
  /** An AUTHENTICATION template reaches phone numbers alone. */
  readonly needsPhone: boolean;
}

/** The rules that a template's category brings. */
export const rulesOf = (category: string): EligibilityRules => ({
  needsConsent: category === "MARKETING",
  needsPhone: category === "AUTHENTICATION",
});

/** The columns of a contact that decide, as the database has them (a contact that is gone has `id: null`). */
export interface Eligible {
  readonly id: string | null;
  readonly phone: string | null;
  readonly wa_id: string | null;
  readonly bsuid: string | null;
  readonly marketing: string;
  readonly suppressed: number;
  readonly blocked: number;
}

/** The rule in TypeScript: the reason to skip this contact, or null. Variables are judged apart. */
export function skipReasonOf(contact: Eligible, rules: EligibilityRules): SkipReason | null {
  if (contact.id === null) return "no_identity";
  if (contact.blocked !== 0) return "blocked";
  if (contact.suppressed !== 0) return "suppressed";
  const hasPhone = contact.phone !== null || contact.wa_id !== null;
  if (!hasPhone && (rules.needsPhone || contact.bsuid === null)) return "no_identity";
  if (rules.needsConsent && contact.marketing !== "granted") return "no_consent";
  return null;
}

/** `skipReasonOf` as an SQL expression over contacts, joined LEFT under `alias`. Binds nothing. */
export function skipReasonSql(alias: string, rules: EligibilityRules): string {
  const noPhone = `${alias}.phone IS NULL AND ${alias}.wa_id IS NULL`;
  const cases = [
    `WHEN ${alias}.id IS NULL THEN 'no_identity'`,
    `WHEN ${alias}.blocked <> 0 THEN 'blocked'`,
    `WHEN ${alias}.suppressed <> 0 THEN 'suppressed'`,
    `WHEN ${noPhone}${rules.needsPhone ? "" : ` AND ${alias}.bsuid IS NULL`} THEN 'no_identity'`,
    ...(rules.needsConsent ? [`WHEN ${alias}.marketing <> 'granted' THEN 'no_consent'`] : []),
  ];
  return `CASE ${cases.join(" ")} END`;
}
