import { createRoute } from "@tanstack/react-router";

import { campaignQuery, progressQuery, reportQuery } from "../api/campaigns.ts";
import { numbersQuery } from "../api/numbers.ts";
import { queryClient } from "../api/query-client.ts";
import { templateListQuery } from "../api/templates.ts";
import { lazyScreen, signedIn, textIn } from "./base.ts";

const campaigns = createRoute({
  getParentRoute: () => signedIn,
  path: "campaigns",
  component: lazyScreen(() => import("../screens/campaigns/campaigns.tsx"), "Campaigns"),
});

/** The steps of the wizard are places of their own: back and forward move between them. */
const stepIn = (value: unknown): { step?: number } =>
  typeof value === "number" && Number.isInteger(value) && value > 1 && value <= 4
    ? { step: value }
    : {};

const newCampaign = createRoute({
  getParentRoute: () => signedIn,
  path: "campaigns/new",
  validateSearch: (search): { template?: string; from?: string; step?: number } => {
    const chosen = textIn(search["template"]);
    const from = textIn(search["from"]);
    return {
      ...(chosen && { template: chosen }),
      ...(from && { from }),
      ...stepIn(search["step"]),
    };
  },
  loader: () => {
    void queryClient.prefetchQuery(numbersQuery);
    void queryClient.prefetchQuery(templateListQuery);
  },
  component: lazyScreen(() => import("../screens/campaigns/wizard.tsx"), "NewCampaign"),
});

const editCampaign = createRoute({
  getParentRoute: () => signedIn,
  path: "campaigns/$id/edit",
  validateSearch: (search): { step?: number } => stepIn(search["step"]),
  loader: () => {
    void queryClient.prefetchQuery(numbersQuery);
    void queryClient.prefetchQuery(templateListQuery);
  },
  component: lazyScreen(() => import("../screens/campaigns/wizard.tsx"), "EditCampaign"),
});

const campaign = createRoute({
  getParentRoute: () => signedIn,
  path: "campaigns/$id",
  validateSearch: (search): { status?: string; code?: string } => {
    const status = textIn(search["status"]);
    const code = textIn(search["code"]);
    return code ? { code } : status ? { status } : {};
  },
  loader: ({ params: { id } }) => {
    void queryClient.prefetchQuery(campaignQuery(id));
    void queryClient.prefetchQuery(progressQuery(id));
    void queryClient.prefetchQuery(reportQuery(id));
  },
  component: lazyScreen(() => import("../screens/campaigns/live.tsx"), "Live"),
});

/** Campaigns: the list, the wizard and what becomes of one. */
export const campaignRoutes = [campaigns, newCampaign, editCampaign, campaign] as const;
