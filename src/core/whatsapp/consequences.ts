import { actionFor, type RefusedTemplate } from "#core/whatsapp/error-action";

/** A refusal of Meta's as it counts, whether it came as the answer of a call or later in a `failed` status. */
export interface MetaRefusal {
  /** Null when Meta gave none. */
  readonly code: number | null;
  readonly subcode?: number | null | undefined;
  readonly isTransient?: boolean | undefined;
}

/** What follows from a refusal beside the end of its message. */
export interface Consequences {
  /** What becomes of the number that sent. */
  readonly number: "needs_reauth" | "restricted" | null;
  /** Every other message of the campaign would end like this one. */
  readonly pausesCampaign: boolean;
  /** What becomes of the template that was sent. */
  readonly template: RefusedTemplate | null;
  /** The person told Meta to stop this business's marketing. */
  readonly withdrawsMarketing: boolean;
  /** Meta's choice about this person: a campaign counts the message as skipped. */
  readonly isWithheld: boolean;
}

const NUMBER_STATUS = { needs_reauth: "needs_reauth", pause_number: "restricted" } as const;

/** The one reading of the error table for what a refusal does to others than its message. */
export function consequencesOf({ code, subcode, isTransient }: MetaRefusal): Consequences {
  const rule = actionFor(code, isTransient ?? false, subcode ?? null);
  const { action } = rule;
  const number =
    action === "needs_reauth" || action === "pause_number" ? NUMBER_STATUS[action] : null;
  return {
    number,
    pausesCampaign: number !== null || action === "pause_campaign",
    template: rule.template ?? null,
    withdrawsMarketing: action === "withdraw_marketing",
    isWithheld: rule.skip === true,
  };
}
