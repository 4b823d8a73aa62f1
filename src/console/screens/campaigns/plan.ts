/** A campaign as the wizard holds it, and as the API keeps it. Pure. */
import type { DraftBody, Variables } from "../../api/campaign-drafts.ts";
import type { Campaign } from "../../api/campaigns.ts";
import { audienceOf, whoOf, type Who } from "./audience.ts";

export interface Plan {
  readonly name: string;
  readonly numberId: string;
  readonly who: Who;
  readonly templateId: string;
  readonly variables: Variables;
  readonly paceMps: number | null;
}

export const planOf = (campaign: Campaign): Plan => ({
  name: campaign.name,
  numberId: campaign.number_id,
  who: whoOf(campaign.audience),
  templateId: campaign.template_id,
  variables: campaign.variables,
  paceMps: campaign.pace_mps,
});

/** The body that keeps a plan; a list that the draft keeps already is left as it is. */
export function bodyOf(plan: Plan): Omit<DraftBody, "audience"> & Partial<DraftBody> {
  const audience = audienceOf(plan.who);
  return {
    name: plan.name.trim(),
    number_id: plan.numberId as DraftBody["number_id"],
    template_id: plan.templateId as DraftBody["template_id"],
    variables: plan.variables,
    pace_mps: plan.paceMps,
    ...(audience && { audience }),
  };
}

/** Seconds that sending takes at the slower of the number's limit and the campaign's own pace. */
export const secondsFor = (people: number, limitMps: number, paceMps: number | null): number =>
  Math.ceil(people / Math.max(1, Math.min(limitMps, paceMps ?? limitMps)));
