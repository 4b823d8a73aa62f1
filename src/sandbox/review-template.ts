import type { TemplateReview } from "#sandbox/numbers";
import type { TemplateDraft } from "#sandbox/validate-template";

/** How a review ends. `reason` is Meta's word, NONE when approved. */
export interface Review {
  readonly event: TemplateEvent;
  readonly reason: string;
  /** For a person, when rejected. */
  readonly explanation: string | null;
}

export const TEMPLATE_EVENTS = [
  "APPROVED",
  "REJECTED",
  "PAUSED",
  "DISABLED",
  "FLAGGED",
  "PENDING_DELETION",
] as const;
export type TemplateEvent = (typeof TEMPLATE_EVENTS)[number];

const APPROVED: Review = { event: "APPROVED", reason: "NONE", explanation: null };

const rejected = (reason: string, explanation: string): Review => ({
  event: "REJECTED",
  reason,
  explanation,
});

/** What a reviewer sees at first glance. */
const VIOLATIONS: readonly (readonly [pattern: RegExp, reason: string, explanation: string])[] = [
  [
    /\b(password|pin code|card number|cvv|social security)\b/i,
    "SCAM",
    "The text asks for a credential.",
  ],
  [
    /\b(bit\.ly|tinyurl\.com|goo\.gl|wa\.me)\b/i,
    "INVALID_FORMAT",
    "Links must not hide where they lead.",
  ],
  [/\b(casino|jackpot|viagra)\b/i, "ABUSIVE_CONTENT", "The text offers what may not be offered."],
];
const SALES_TALK = /\b(\d+\s?% off|discount|sale|promo(tion)?|coupon)\b/i;

/** End a review. `null` means that nobody has looked yet. */
export function reviewTemplate(draft: TemplateDraft, how: TemplateReview): Review | null {
  switch (how) {
    case "manual":
      return null;
    case "approve":
      return APPROVED;
    case "reject":
      return rejected("INVALID_FORMAT", "This WABA rejects every template.");
    case "rule":
      return byRule(draft);
  }
}

function byRule(draft: TemplateDraft): Review {
  const text = JSON.stringify(draft.components);
  for (const [pattern, reason, explanation] of VIOLATIONS)
    if (pattern.test(text)) return rejected(reason, explanation);
  if (draft.category === "UTILITY" && SALES_TALK.test(text))
    return rejected("INCORRECT_CATEGORY", "A utility template must not sell.");
  return APPROVED;
}
