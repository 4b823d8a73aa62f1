import type { ConsentState } from "#core/consent/states";
import type { MessagePurpose } from "#core/message/states";
import type { TemplateCategory } from "#core/template/states";

/**
 * Why a person gets no message. One rule decides, for a single send and for a campaign's preview, its plan and again when a
 * row is claimed, so that what was shown is what happens.
 */
export const SKIP_REASONS = [
  "no_consent",
  "marketing_held",
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

/** How `no_consent` is kept of somebody who withdrew, and not merely was never asked. Shown as `no_consent`. */
export const WITHDRAWN_REASON = "consent_withdrawn";

/** The reason as it is shown, of one that is kept. */
export const shownReason = (kept: string): string =>
  kept === WITHDRAWN_REASON ? "no_consent" : kept;

/** People without consent, by whether they were never asked (or have not answered) or withdrew. */
export interface ConsentSplit {
  readonly notAsked: number;
  readonly withdrawn: number;
}

/** Take the split from counts by kept reason. */
export const consentSplit = (countOf: (kept: string) => number): ConsentSplit => ({
  notAsked: countOf("no_consent"),
  withdrawn: countOf(WITHDRAWN_REASON),
});

/** What cancelling a campaign leaves on the rows that were still queued. */
export const CANCELLED_REASON = "campaign_cancelled";

export interface EligibilityRules {
  /** Marketing needs a grant of the person. */
  readonly needsConsent: boolean;
  /** An AUTHENTICATION template reaches phone numbers alone. */
  readonly needsPhone: boolean;
}

/**
 * The rules for a message.
 *
 * @param category Of its template; null when there is none, or it is not known.
 */
export const rulesOf = (
  purpose: MessagePurpose,
  category: TemplateCategory | null,
): EligibilityRules => ({
  needsConsent: purpose === "marketing",
  needsPhone: category === "AUTHENTICATION",
});

/** What of a contact decides. */
export interface Eligible {
  readonly phone: string | null;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly marketing: ConsentState;
  /** Unix ms; null unless what the person wrote waits for a decision. */
  readonly marketingHeldAt: number | null;
  readonly suppressed: boolean;
  readonly blocked: boolean;
}

/** The reasons that lie in the person, as they are kept. */
export type Ineligible =
  | Extract<SkipReason, "no_identity" | "blocked" | "suppressed" | "no_consent" | "marketing_held">
  | typeof WITHDRAWN_REASON;

/** The reason not to send to this contact (null: one that is gone), or null. Variables are judged apart. */
export function skipReasonOf(contact: Eligible | null, rules: EligibilityRules): Ineligible | null {
  if (contact === null) return "no_identity";
  if (contact.blocked) return "blocked";
  if (contact.suppressed) return "suppressed";
  const hasPhone = contact.phone !== null || contact.waId !== null;
  if (!hasPhone && (rules.needsPhone || contact.bsuid === null)) return "no_identity";
  return rules.needsConsent ? lackOfConsent(contact) : null;
}

function lackOfConsent({
  marketing,
  marketingHeldAt,
}: Pick<Eligible, "marketing" | "marketingHeldAt">): Ineligible | null {
  if (marketing === "granted") return marketingHeldAt === null ? null : "marketing_held";
  return marketing === "withdrawn" ? WITHDRAWN_REASON : "no_consent";
}
