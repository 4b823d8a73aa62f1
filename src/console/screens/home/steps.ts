import { useQuery } from "@tanstack/react-query";

import { campaignsQuery } from "../../api/campaigns.ts";
import { agreedQuery, sentQuery } from "../../api/home.ts";
import { numbersQuery } from "../../api/numbers.ts";
import { templatesQuery } from "../../api/templates.ts";

export const STEPS = ["number", "message", "consent", "template", "campaign"] as const;
export type Step = (typeof STEPS)[number];

/** Which steps of the first run are done, by what there is: nothing is ever ticked by hand or remembered. Null: not known yet. */
export function useFirstRun(): Readonly<Record<Step, boolean>> | null {
  const numbers = useQuery(numbersQuery);
  const sent = useQuery(sentQuery);
  const agreed = useQuery(agreedQuery);
  const templates = useQuery(templatesQuery);
  const campaigns = useQuery(campaignsQuery);
  if (!numbers.data || !sent.data || !agreed.data || !templates.data || !campaigns.data)
    return null;
  return {
    number: numbers.data.data.some(({ status }) => status !== "disconnected"),
    message: sent.data.data.length > 0,
    consent: agreed.data.data.length > 0,
    template: templates.data.data.some(({ status }) => status === "approved"),
    campaign: campaigns.data.data.some(({ launched_at: launchedAt }) => launchedAt !== null),
  };
}
